package dev.parley.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns bytes into the parts of texts, each of whole characters, wherever the bytes are cut (RFC 6455, 8.1). */
final class TextParts {
    private static final byte[] NOTHING = {};

    private final FrameSink sink;
    private byte[] cut = NOTHING; // the beginning of a character

    TextParts(FrameSink sink) {
        this.sink = sink;
    }

    void part(byte[] bytes, int from, int to, boolean isAscii, boolean last) throws ProtocolViolation {
        if (cut.length > 0) {
            byte[] joined = Arrays.copyOf(cut, cut.length + to - from);
            System.arraycopy(bytes, from, joined, cut.length, to - from);
            decode(joined, 0, joined.length, last);
        } else if (isAscii) {
            sink.text(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), last);
        } else {
            decode(bytes, from, to, last);
        }
    }

    private void decode(byte[] bytes, int from, int to, boolean last) throws ProtocolViolation {
        int end = Utf8.endOfWhole(bytes, from, to);
        if (last && end < to) {
            throw ProtocolViolation.notUtf8();
        }
        cut = end == to ? NOTHING : Arrays.copyOfRange(bytes, end, to);
        sink.text(new String(bytes, from, end - from, StandardCharsets.UTF_8), last);
    }
}
