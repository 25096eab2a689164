package dev.parley.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.parley.socketio.EventRefused;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Which passwords are accepted, and how they are kept: as Argon2id (RFC 9106) with 19 MiB and two passes, which costs whoever
 * has stolen the database as much as it costs us. Takes about a tenth of a second. Safe for use by many threads.
 */
final class Passwords {
    static final int LEAST = 8;
    static final int MOST = 200;

    private static final int SALT = 16;
    private static final int MADE = 20;
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"; // nothing that is mistaken for something else

    private static final Argon2Function KDF = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private final SecureRandom random = new SecureRandom();

    /** For names that nobody has, so that an answer takes as long. */
    private final String nobodys = hash(made());

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
        return Password.hash(normal(password)).addRandomSalt(SALT).with(KDF).getResult();
    }

    /**
     * Whether a password is the one that was kept. Takes the same time whatever comes out.
     *
     * @param kept null if there is none, for nobody has the name
     */
    boolean isRight(String password, String kept) {
        requireReadable(password);
        String hash = kept == null ? nobodys : kept;
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
