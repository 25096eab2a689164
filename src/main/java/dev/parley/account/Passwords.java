package dev.parley.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.parley.socketio.EventRefused;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Which passwords are accepted, and how they are kept: as Argon2id (RFC 9106) with 7 MiB and five passes, which costs whoever has
 * stolen the database as much as it costs us. Each takes some ten milliseconds and 7 MiB; 7 more are kept from the first on. Safe
 * for use by many threads.
 */
final class Passwords {
    static final int LEAST = 8;
    static final int MOST = 200;

    private static final int SALT = 16;
    private static final int MADE = 20;
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"; // nothing that is mistaken for something else

    private static final int KIB = 7_168;
    private static final int PASSES = 5;
    private static final int LENGTH = 32;

    /** Of a password by chance that nobody has seen, for names that nobody has, so that an answer takes as long. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=7168,t=5,p=1$9efxc0FUiF9lLXWIt39ElA$s4gQXn6wr++Pyix1WE6nYvZPIlGiZ21ISSu5ZV1KzvU";

    private final SecureRandom random = new SecureRandom();

    /**
     * Checks a password that somebody has chosen.
     *
     * @param name of whom
     * @throws EventRefused if it is too easy to guess
     */
    static void require(String password, String name) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST) {
            throw new EventRefused("PASSWORD_TOO_SHORT", "password", "a password must have " + LEAST + " characters or more, has " + length);
        }
        requireReadable(password);
        boolean isNameWithLittleMore = length < name.length() + LEAST
                && password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
        if (isNameWithLittleMore || password.codePoints().distinct().count() < 3) {
            throw new EventRefused("PASSWORD_EASY", "password", "a password must be more than a name or the same characters again");
        }
    }

    private static void requireReadable(String password) {
        int length = password.codePointCount(0, password.length());
        if (length > MOST) {
            throw new EventRefused("PASSWORD_TOO_LONG", "password", "a password must have at most " + MOST + " characters, has " + length);
        }
    }

    /** What is kept of a password. */
    String hash(String password) {
        // not before somebody has a password: it keeps its memory
        Argon2Function function = Argon2Function.getInstance(KIB, PASSES, 1, LENGTH, Argon2.ID);
        return Password.hash(normal(password)).addRandomSalt(SALT).with(function).getResult();
    }

    /**
     * Whether a password is the one that was kept. Takes the same time whatever comes out.
     *
     * @param kept null if there is none, for nobody has the name
     */
    boolean isRight(String password, String kept) {
        requireReadable(password);
        String hash = kept == null ? NOBODYS : kept;
        boolean isSame = Password.check(normal(password), hash).with(Argon2Function.getInstanceFromHash(hash));
        return isSame && kept != null;
    }

    /** One that nobody guesses, to be handed on. */
    String made() {
        StringBuilder made = new StringBuilder(MADE);
        random.ints(MADE, 0, ALPHABET.length()).forEach(i -> made.append(ALPHABET.charAt(i)));
        return made.toString();
    }

    /** The same on all keyboards (NIST SP 800-63B, 5.1.1.2). */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
