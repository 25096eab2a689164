package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes where only text can travel: the standard alphabet with padding (RFC 4648, 4). */
final class Base64Text {
    private Base64Text() {}

    static String encode(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(Base64.getEncoder().encode(bytes.duplicate())).toString();
    }

    /**
     * Padding may be missing, and there may be line breaks, as the Java client makes them after every 76 characters.
     *
     * @throws MalformedPayloadException if it is no base64
     */
    static ByteBuffer decode(String text) {
        try {
            String unbroken = text.replace("\n", "").replace("\r", "");
            return ByteBuffer.wrap(Base64.getDecoder().decode(unbroken));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException("binary data in text must be base64");
        }
    }
}
