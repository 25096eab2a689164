package dev.parley.websocket;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a client's frames (RFC 6455, 5). Frames of up to {@link #CHUNK} bytes are taken as a whole, larger ones in parts of
 * that size, so between two reads a caller has to keep less than {@link #MOST_KEPT} bytes. To be used by one thread at a
 * time.
 */
public final class FrameReader {
    /** Bytes. */
    public static final int CHUNK = 8_192;

    /** The longest head, and a chunk. */
    public static final int MOST_KEPT = CHUNK + 14;

    /** Code of a farewell without a code (RFC 6455, 7.1.5). */
    public static final int NO_CODE = 1005;

    private static final int NONE = -1;
    private static final byte[] NOTHING = {};

    private final FrameSink sink;
    private int message = NONE; // the opcode of the message that is not complete
    private byte[] cut = NOTHING; // of its text: the beginning of a character
    private boolean hasMore;

    // the frame of which a part has been read
    private long rest;
    private boolean isFinal;
    private int mask;

    public FrameReader(FrameSink sink) {
        this.sink = requireNonNull(sink, "sink");
    }

    /** Whether bytes follow those that the sink is hearing of. */
    public boolean hasMore() {
        return hasMore;
    }

    /**
     * Reads a frame, or a part of a large one, and tells the sink. Changes the bytes.
     *
     * @return where to go on; {@code from} if it takes more bytes to say anything
     */
    public int read(byte[] bytes, int from, int to) throws ProtocolViolation {
        if (rest > 0) {
            return readOn(bytes, from, to);
        } else if (to - from < 2) {
            return from;
        }
        int opcode = bytes[from] & 0x0f;
        boolean isLast = bytes[from] < 0;
        int shortLength = bytes[from + 1] & 0x7f;
        checkHead(bytes[from], bytes[from + 1] < 0, opcode, shortLength);
        int extra = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
        int start = from + 6 + extra;
        if (start > to) {
            return from;
        }
        long length = extra == 0 ? shortLength : longLength(bytes, from + 2, extra);
        if (length > to - start && length <= CHUNK) {
            return from;
        }
        if (!Opcode.isControl(opcode)) {
            message = opcode == Opcode.CONTINUATION ? message : opcode;
            isFinal = isLast;
        }
        if (length > to - start) {
            rest = length;
            mask = Mask.at(bytes, start - 4);
            return start;
        }
        int end = start + (int) length;
        boolean isAscii = Mask.takeOff(Mask.at(bytes, start - 4), bytes, start, end);
        hasMore = end < to;
        if (Opcode.isControl(opcode)) {
            control(opcode, bytes, start, end);
        } else {
            data(bytes, start, end, isAscii, isFinal);
        }
        return end;
    }

    private int readOn(byte[] bytes, int from, int to) throws ProtocolViolation {
        int length = (int) Math.min(rest, to - from);
        if (length < Math.min(rest, CHUNK)) {
            return from;
        }
        int end = from + length;
        boolean isAscii = Mask.takeOff(mask, bytes, from, end);
        mask = Mask.after(mask, length);
        rest -= length;
        hasMore = end < to;
        data(bytes, from, end, isAscii, isFinal && rest == 0);
        return end;
    }

    private void checkHead(byte first, boolean isMasked, int opcode, int shortLength) throws ProtocolViolation {
        if ((first & 0x70) != 0) { // 5.2: no extension has given them a meaning
            throw ProtocolViolation.of("reserved bits must be 0");
        } else if (!Opcode.isKnown(opcode)) {
            throw ProtocolViolation.of("opcode " + opcode + " is reserved");
        } else if (!isMasked) { // 5.1
            throw ProtocolViolation.of("a client's frames must be masked");
        } else if (Opcode.isControl(opcode)) { // 5.5
            if (first >= 0) {
                throw ProtocolViolation.of("a control frame must be whole");
            } else if (shortLength > 125) {
                throw ProtocolViolation.of("a control frame has at most 125 bytes");
            }
        } else if (opcode == Opcode.CONTINUATION && message == NONE) { // 5.4
            throw ProtocolViolation.of("there is nothing to continue");
        } else if (opcode != Opcode.CONTINUATION && message != NONE) {
            throw ProtocolViolation.of("a message must end before the next begins");
        }
    }

    private static long longLength(byte[] bytes, int from, int count) throws ProtocolViolation {
        long length = 0;
        for (int i = from; i < from + count; i++) {
            length = (length << 8) | (bytes[i] & 0xff);
        }
        if (length < 0) {
            throw ProtocolViolation.of("a length has 63 bits");
        } else if (length < (count == 2 ? 126 : 65_536)) { // 5.2
            throw ProtocolViolation.of("a length must have its shortest form");
        }
        return length;
    }

    private void data(byte[] bytes, int from, int to, boolean isAscii, boolean last) throws ProtocolViolation {
        boolean isText = message == Opcode.TEXT;
        if (last) {
            message = NONE;
        }
        if (!isText) {
            sink.binary(bytes, from, to - from, last);
        } else if (isAscii && cut.length == 0) {
            sink.text(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), last);
        } else if (cut.length == 0) {
            text(bytes, from, to, last);
        } else {
            byte[] joined = Arrays.copyOf(cut, cut.length + to - from);
            System.arraycopy(bytes, from, joined, cut.length, to - from);
            text(joined, 0, joined.length, last);
        }
    }

    private void text(byte[] bytes, int from, int to, boolean last) throws ProtocolViolation {
        int end = Utf8.endOfWhole(bytes, from, to);
        if (last && end < to) {
            throw ProtocolViolation.notUtf8();
        }
        cut = end == to ? NOTHING : Arrays.copyOfRange(bytes, end, to);
        sink.text(new String(bytes, from, end - from, StandardCharsets.UTF_8), last);
    }

    private void control(int opcode, byte[] bytes, int from, int to) throws ProtocolViolation {
        switch (opcode) {
            case Opcode.PING -> sink.ping(Arrays.copyOfRange(bytes, from, to));
            case Opcode.PONG -> sink.pong(Arrays.copyOfRange(bytes, from, to));
            default -> close(bytes, from, to);
        }
    }

    private void close(byte[] bytes, int from, int to) throws ProtocolViolation {
        if (from == to) {
            sink.close(NO_CODE, "");
            return;
        } else if (to - from == 1) { // 5.5.1
            throw ProtocolViolation.of("a close code has two bytes");
        }
        int code = (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
        if (!mayBeSent(code)) {
            throw ProtocolViolation.of("close code " + code + " must not be sent");
        } else if (Utf8.endOfWhole(bytes, from + 2, to) < to) {
            throw ProtocolViolation.notUtf8();
        }
        sink.close(code, new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8));
    }

    /** RFC 6455, 7.4, and the codes that IANA has registered since. */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
