package dev.parley.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The key of an opening handshake (RFC 6455, 4.2). */
public final class OpeningKey {
    private static final String SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // 1.3

    private OpeningKey() {}

    /** @param key as it was sent; null if it was not */
    public static boolean isValid(String key) {
        return key != null && key.matches("[A-Za-z0-9+/]{22}=="); // 16 bytes in base64
    }

    /** What {@code Sec-WebSocket-Accept} answers to a key. */
    public static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
