package dev.parley.websocket;

/** What a frame is (RFC 6455, 5.2). */
final class Opcode {
    /** The bit beside it that says that a message is compressed (RFC 7692, 6). */
    static final int RSV1 = 0x40;

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private Opcode() {}

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }

    static boolean isKnown(int opcode) {
        return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
    }
}
