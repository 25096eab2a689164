package dev.parley.websocket;

import static java.util.Objects.requireNonNull;

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

    /** It takes more bytes to say anything. */
    public static final int NEEDS_MORE = -1;

    private static final int NONE = -1;
    private static final int RESERVED = 0x70;

    private final FrameSink sink;
    private final TextParts texts;
    private final MessageInflater inflater; // null where compression has not been agreed on
    private int message = NONE; // the opcode of the message that is not complete
    private boolean hasMore;

    // the frame of which a part has been read
    private long rest;
    private boolean isFinal;
    private int mask;

    public FrameReader(FrameSink sink) {
        this(sink, null);
    }

    /** @param deflate null where compression has not been agreed on */
    public FrameReader(FrameSink sink, PerMessageDeflate deflate) {
        this.sink = requireNonNull(sink, "sink");
        this.texts = new TextParts(sink);
        this.inflater = deflate == null ? null : deflate.inflater();
    }

    /** Whether bytes follow those that the sink is hearing of. */
    public boolean hasMore() {
        return hasMore;
    }

    /** Whether the next {@link #read} takes no bytes: there is more in those of the last. */
    public boolean isInflating() {
        return inflater != null && inflater.hasMore();
    }

    /**
     * Reads a frame, or a part of a large one, and tells the sink. Changes the bytes. What is compressed is told in pieces,
     * one a call.
     *
     * @return where to go on, or {@link #NEEDS_MORE}
     */
    public int read(byte[] bytes, int from, int to) throws ProtocolViolation {
        if (isInflating()) {
            hasMore = from < to;
            inflate();
            return from;
        } else if (rest > 0) {
            return readOn(bytes, from, to);
        } else if (to - from < 2) {
            return NEEDS_MORE;
        }
        int opcode = bytes[from] & 0x0f;
        boolean isLast = bytes[from] < 0;
        int shortLength = bytes[from + 1] & 0x7f;
        checkHead(bytes[from], bytes[from + 1] < 0, opcode, shortLength);
        int extra = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
        int start = from + 6 + extra;
        if (start > to) {
            return NEEDS_MORE;
        }
        long length = extra == 0 ? shortLength : longLength(bytes, from + 2, extra);
        if (length > to - start && length <= CHUNK) {
            return NEEDS_MORE;
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
            return NEEDS_MORE;
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
        if ((first & RESERVED) != 0) {
            checkReserved(first & RESERVED, opcode);
        }
        if (!Opcode.isKnown(opcode)) {
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

    /** 5.2: all but those that an extension has given a meaning (RFC 7692, 6.1). */
    private void checkReserved(int bits, int opcode) throws ProtocolViolation {
        boolean begins = opcode == Opcode.TEXT || opcode == Opcode.BINARY;
        if (inflater == null || bits != Opcode.RSV1 || !begins) {
            throw ProtocolViolation.of("reserved bits must be 0");
        }
        inflater.begin();
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
        if (inflater != null && inflater.isOpen()) {
            inflater.feed(bytes, from, to, last);
            inflate();
        } else {
            tell(bytes, from, to, isAscii, last);
        }
    }

    private void inflate() throws ProtocolViolation {
        if (sink.isListening()) {
            byte[] piece = inflater.piece();
            int length = inflater.inflate();
            boolean isAscii = Mask.takeOff(0, piece, 0, length);
            tell(piece, 0, length, isAscii, !inflater.isOpen());
        } else {
            inflater.end();
            message = inflater.isOpen() ? message : NONE;
        }
    }

    private void tell(byte[] bytes, int from, int to, boolean isAscii, boolean last) throws ProtocolViolation {
        boolean isText = message == Opcode.TEXT;
        if (last) {
            message = NONE;
        }
        if (isText) {
            texts.part(bytes, from, to, isAscii, last);
        } else {
            sink.binary(bytes, from, to - from, last);
        }
    }

    private void control(int opcode, byte[] bytes, int from, int to) throws ProtocolViolation {
        switch (opcode) {
            case Opcode.PING -> sink.ping(Arrays.copyOfRange(bytes, from, to));
            case Opcode.PONG -> sink.pong(Arrays.copyOfRange(bytes, from, to));
            default -> Farewell.read(bytes, from, to, sink);
        }
    }
}
