package dev.parley.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frames of a server (RFC 6455, 5.2): not masked. */
public final class ServerFrames {
    private static final int FINAL = 0x80;

    private ServerFrames() {}

    /**
     * A text message in one frame.
     *
     * @param size the text's length in UTF-8, bytes
     */
    @SuppressWarnings("deprecation") // the low bytes of ASCII are all of it
    public static byte[] text(String text, int size) {
        byte[] frame = frame(FINAL | Opcode.TEXT, size);
        int start = frame.length - size;
        if (size == text.length()) {
            text.getBytes(0, size, frame, start);
        } else {
            System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, frame, start, size);
        }
        return frame;
    }

    /** A binary message in one frame. */
    public static byte[] binary(ByteBuffer payload) {
        return with(FINAL | Opcode.BINARY, payload);
    }

    /**
     * A whole message, compressed by itself (RFC 7692, 7.2.1).
     *
     * @param frame the message as it is, at least one byte
     * @return the frame itself if it would not become shorter
     */
    public static byte[] compressed(byte[] frame) {
        return FrameDeflater.alone(frame);
    }

    /** @param first of the frame that is compressed, whose payload is this now */
    static byte[] compressed(byte first, ByteBuffer payload) {
        return with(first | Opcode.RSV1, payload);
    }

    /** A fragment of a binary message (5.4). */
    public static byte[] fragment(ByteBuffer payload, boolean first, boolean last) {
        return with((last ? FINAL : 0) | (first ? Opcode.BINARY : Opcode.CONTINUATION), payload);
    }

    /** @param data at most 125 bytes */
    public static byte[] ping(ByteBuffer data) {
        return with(FINAL | Opcode.PING, data);
    }

    /** @param data at most 125 bytes */
    public static byte[] pong(ByteBuffer data) {
        return with(FINAL | Opcode.PONG, data);
    }

    /**
     * A farewell (5.5.1).
     *
     * @param code {@link FrameReader#NO_CODE} for none
     * @param reason at most 123 bytes in UTF-8
     */
    public static byte[] close(int code, String reason) {
        if (code == FrameReader.NO_CODE) {
            return frame(FINAL | Opcode.CLOSE, 0);
        }
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words);
        return with(FINAL | Opcode.CLOSE, payload.flip());
    }

    private static byte[] with(int first, ByteBuffer payload) {
        int size = payload.remaining();
        byte[] frame = frame(first, size);
        payload.duplicate().get(frame, frame.length - size, size);
        return frame;
    }

    /** Where the payload of a frame begins. */
    static int start(byte[] frame) {
        return frame[1] < 126 ? 2 : frame[1] == 126 ? 4 : 10;
    }

    /** A head, and room for the payload. */
    private static byte[] frame(int first, int size) {
        int head = size < 126 ? 2 : size < 65_536 ? 4 : 10;
        byte[] frame = new byte[head + size];
        frame[0] = (byte) first;
        if (head == 2) {
            frame[1] = (byte) size;
        } else {
            frame[1] = (byte) (head == 4 ? 126 : 127);
            for (int at = head - 1, left = size; at > 1; at--, left >>>= 8) {
                frame[at] = (byte) left;
            }
        }
        return frame;
    }
}
