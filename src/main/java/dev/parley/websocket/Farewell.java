package dev.parley.websocket;

import java.nio.charset.StandardCharsets;

/** What a close frame says (RFC 6455, 5.5.1). */
final class Farewell {
    private Farewell() {}

    /** Reads the payload of a close frame. */
    static void read(byte[] bytes, int from, int to, FrameSink sink) throws ProtocolViolation {
        if (from == to) {
            sink.close(FrameReader.NO_CODE, "");
            return;
        } else if (to - from == 1) {
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
