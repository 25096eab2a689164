package load;

/** What is said over a WebSocket besides messages. */
enum Protocol {
    /** Nothing. */
    RAW("/raw"),
    /** Socket.IO 5 over Engine.IO 4. */
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket"),
    /** The native wire, each guest with an address of its own. */
    NATIVE("/ws/people");

    /** The answer that means: the guest is in. */
    static final byte[] ENTERED = {};

    private static final byte[] CONNECT = Guest.frames("40", 1);
    private static final byte[] PONG = Guest.frames("3", 1);

    private final String path;

    Protocol(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** What the head of a guest's handshake says besides. */
    String header(int number) {
        return this == NATIVE ? "X-Forwarded-For: 192.0.2." + (number + 1) + "\r\n" : "";
    }

    /** What a text is answered with; null if it is a message. */
    byte[] answer(byte[] bytes, int offset, int length) {
        if (this != SOCKET_IO || length == 0) {
            return null;
        }
        return switch (bytes[offset]) {
            case '0' -> CONNECT;
            case '2' -> PONG;
            case '4' -> length > 1 && bytes[offset + 1] == '0' ? ENTERED : null;
            default -> null;
        };
    }
}
