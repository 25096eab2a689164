package dev.parley.connection;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes ids of 20 characters out of {@code A-Za-z0-9_-} that nobody can guess: 120 random bits. Safe for many threads. */
public final class RandomIds {
    private final SecureRandom random = new SecureRandom();

    public String next() {
        byte[] bytes = new byte[15];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
