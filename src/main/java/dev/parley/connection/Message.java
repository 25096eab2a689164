package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/** One whole WebSocket message. Immutable, so that a broadcast hands the same one to every connection. */
public sealed interface Message {

    /** The payload's length in bytes, as it travels (text in UTF-8). */
    int size();

    /**
     * Whether the answer to a poll may be compressed for its sake. Of no account on a WebSocket: the standard API cannot choose
     * for each message.
     */
    boolean compress();

    /** The same, not worth the time of compressing it. */
    Message uncompressed();

    /** A text message; an unpaired surrogate, which UTF-8 cannot carry, becomes U+FFFD. */
    static Text text(String text) {
        String sendable = wellFormed(text);
        return new Text(sendable, utf8Length(sendable));
    }

    /** A binary message; the bytes between position and limit, which nobody may change afterwards. */
    static Binary binary(ByteBuffer bytes) {
        return new Binary(bytes);
    }

    /**
     * A text message.
     *
     * @param text the text, without unpaired surrogates: one container refuses to send them
     * @param size its length in UTF-8 bytes
     */
    record Text(String text, int size, boolean compress) implements Message {
        public Text {
            requireNonNull(text, "text");
        }

        public Text(String text, int size) {
            this(text, size, true);
        }

        @Override
        public Text uncompressed() {
            return new Text(text, size, false);
        }
    }

    /**
     * A binary message.
     *
     * @param bytes the payload, read-only
     */
    record Binary(ByteBuffer bytes, boolean compress) implements Message {
        public Binary {
            bytes = bytes.asReadOnlyBuffer();
        }

        public Binary(ByteBuffer bytes) {
            this(bytes, true);
        }

        @Override
        public Binary uncompressed() {
            return new Binary(bytes, false);
        }

        /** A view of its own for each reader, because a buffer's position is state. */
        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public int size() {
            return bytes.remaining();
        }
    }

    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, '\uFFFD');
            }
        }
        return mended == null ? text : mended.toString();
    }

    /** The number of bytes of a text in UTF-8, without encoding it. */
    static int utf8Length(CharSequence text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // a surrogate pair is two chars and four bytes: two for each half
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
