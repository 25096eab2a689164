package dev.parley.socketio.protocol;

import jakarta.json.JsonString;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Bytes inside an argument. A wire that can carry them as they are looks for this class; every other one writes the
 * JSON string that it also is: base64 (RFC 4648, 4).
 */
public final class Bytes implements JsonString {
    private final ByteBuffer bytes;
    private String base64; // computed when asked; racing threads compute the same

    /** Copies the bytes between position and limit. */
    public Bytes(ByteBuffer source) {
        byte[] copy = new byte[source.remaining()];
        source.duplicate().get(copy);
        bytes = ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    /** The bytes, read-only, with a position of its own. */
    public ByteBuffer buffer() {
        return bytes.duplicate();
    }

    @Override
    public ValueType getValueType() {
        return ValueType.STRING;
    }

    @Override
    public String getString() {
        if (base64 == null) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            base64 = Base64.getEncoder().encodeToString(copy);
        }
        return base64;
    }

    @Override
    public CharSequence getChars() {
        return getString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonString string && getString().equals(string.getString());
    }

    @Override
    public int hashCode() {
        return getString().hashCode();
    }

    @Override
    public String toString() {
        return '"' + getString() + '"';
    }
}
