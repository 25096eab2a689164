package dev.parley.websocket;

/** Whether bytes are UTF-8 (RFC 3629, 4), as a text must be that comes in pieces. */
final class Utf8 {
    private static final int MALFORMED = -1;

    private Utf8() {}

    /**
     * The end of the last whole character: {@code to}, or at most three bytes before it where one is cut off.
     *
     * @throws ProtocolViolation if no bytes that follow could make UTF-8 of it
     */
    static int endOfWhole(byte[] bytes, int from, int to) throws ProtocolViolation {
        int at = from;
        while (at < to) {
            int length = bytes[at] >= 0 ? 1 : length(bytes[at] & 0xff);
            int checked = 1;
            while (checked < length && at + checked < to) {
                if (!follows(bytes[at] & 0xff, bytes[at + checked] & 0xff, checked)) {
                    throw ProtocolViolation.notUtf8();
                }
                checked++;
            }
            if (length == MALFORMED) {
                throw ProtocolViolation.notUtf8();
            } else if (checked < length) {
                return at;
            }
            at += length;
        }
        return to;
    }

    private static int length(int lead) {
        if (lead >= 0xc2 && lead <= 0xdf) {
            return 2;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            return 3;
        }
        return lead >= 0xf0 && lead <= 0xf4 ? 4 : MALFORMED;
    }

    /** The second byte has limits of its own: no longer forms, no surrogates, nothing beyond U+10FFFF. */
    private static boolean follows(int lead, int next, int place) {
        int low = 0x80;
        int high = 0xbf;
        if (place == 1) {
            switch (lead) {
                case 0xe0 -> low = 0xa0;
                case 0xed -> high = 0x9f;
                case 0xf0 -> low = 0x90;
                case 0xf4 -> high = 0x8f;
                default -> {}
            }
        }
        return next >= low && next <= high;
    }
}
