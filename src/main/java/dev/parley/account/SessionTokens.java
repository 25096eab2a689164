package dev.parley.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that fetch the next access token. They name a session and have a number in it, so that one that is shown again is
 * recognised however many came after it; nobody can make one without the secret. Safe for use by many threads.
 */
final class SessionTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TOKEN = Pattern.compile("([A-Za-z0-9_-]{20})\\.([0-9]{1,18})\\.([A-Za-z0-9_-]{43})");

    /** What a genuine token says. */
    record Claims(String session, long number) {}

    private final SecretKeySpec key;

    /** @param secret 32 bytes or more; another key is made of it than that of access tokens */
    SessionTokens(byte[] secret) {
        this.key = new SecretKeySpec(hash(new SecretKeySpec(secret, ALGORITHM), "session tokens"), ALGORITHM);
    }

    String issue(String session, long number) {
        String claims = session + "." + number;
        return claims + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(hash(key, claims));
    }

    /** Empty if it is none, or nobody of us has made it. */
    Optional<Claims> read(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(2));
        byte[] genuine = issue(parts.group(1), number).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(genuine, token.getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(new Claims(parts.group(1), number))
                : Optional.empty();
    }

    private static byte[] hash(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
