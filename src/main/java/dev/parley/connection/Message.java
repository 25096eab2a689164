package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import dev.parley.websocket.ServerFrames;
import java.nio.ByteBuffer;

/** One whole WebSocket message. Immutable, so that a broadcast hands the same one to every connection. */
public abstract sealed class Message {
    private final boolean compress;
    private volatile byte[] frame;
    private volatile byte[] compressedFrame;

    private Message(boolean compress) {
        this.compress = compress;
    }

    /** A text message; an unpaired surrogate, which UTF-8 cannot carry, becomes U+FFFD. */
    public static Text text(String text) {
        int size = utf8Length(text);
        if (size == text.length()) {
            return new Text(text, size); // ASCII
        }
        String sendable = wellFormed(text);
        return new Text(sendable, utf8Length(sendable));
    }

    /** A binary message; the bytes between position and limit, which nobody may change afterwards. */
    public static Binary binary(ByteBuffer bytes) {
        return new Binary(bytes);
    }

    /** The payload's length in bytes, as it travels (text in UTF-8). */
    public abstract int size();

    /** The same, not worth the time of compressing it. */
    public abstract Message uncompressed();

    abstract byte[] encode();

    /**
     * Whether it may be compressed: an answer to a poll for its sake, and on a WebSocket the message itself where the frames are
     * ours; the standard API cannot choose for each message.
     */
    public boolean compress() {
        return compress;
    }

    /**
     * The message as one frame of a server (RFC 6455, 5.2), which nobody may change: made when first asked for, and once for
     * all connections that send it.
     */
    public byte[] frame() {
        byte[] made = frame;
        if (made == null) {
            made = encode();
            frame = made; // by two threads at worst, and then the same
        }
        return made;
    }

    /**
     * The {@link #frame} of a message that is not empty, compressed by itself (RFC 7692, 7.2.1), or as it is if it would not
     * become shorter; made when first asked for, and once for all.
     */
    public byte[] compressedFrame() {
        byte[] made = compressedFrame;
        if (made == null) {
            made = ServerFrames.compressed(frame());
            compressedFrame = made;
        }
        return made;
    }

    /** A text message. */
    public static final class Text extends Message {
        private final String text;
        private final int size;

        /**
         * @param text without unpaired surrogates: one container refuses to send them
         * @param size its length in UTF-8 bytes
         */
        public Text(String text, int size) {
            this(text, size, true);
        }

        private Text(String text, int size, boolean compress) {
            super(compress);
            this.text = requireNonNull(text, "text");
            this.size = size;
        }

        public String text() {
            return text;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Text uncompressed() {
            return new Text(text, size, false);
        }

        @Override
        byte[] encode() {
            return ServerFrames.text(text, size);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text that && text.equals(that.text) && compress() == that.compress();
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return "Text[" + text + "]";
        }
    }

    /** A binary message. */
    public static final class Binary extends Message {
        private final ByteBuffer bytes;

        public Binary(ByteBuffer bytes) {
            this(bytes, true);
        }

        private Binary(ByteBuffer bytes, boolean compress) {
            super(compress);
            this.bytes = bytes.asReadOnlyBuffer();
        }

        /** The payload, read-only; a view of its own for each reader, because a buffer's position is state. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public int size() {
            return bytes.remaining();
        }

        @Override
        public Binary uncompressed() {
            return new Binary(bytes, false);
        }

        @Override
        byte[] encode() {
            return ServerFrames.binary(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that && bytes.equals(that.bytes) && compress() == that.compress();
        }

        @Override
        public int hashCode() {
            return bytes.hashCode();
        }

        @Override
        public String toString() {
            return "Binary[" + size() + " bytes]";
        }
    }

    /** The beginning of a text, without half a character. */
    static String cut(String text, int length) {
        boolean isThrough = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, isThrough ? length - 1 : length);
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

    /** The number of bytes of a text in UTF-8, without encoding it; its number of characters if, and only if, all are of ASCII. */
    static int utf8Length(String text) {
        char[] chars = text.toCharArray(); // so far below charAt is no longer inlined
        int bytes = chars.length;
        for (char c : chars) {
            if (c >= 0x80) {
                // a surrogate pair is two chars and four bytes: two for each half
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
