package dev.parley.websocket;

/** The peer has broken a rule of RFC 6455 or 7692: the connection fails with a close code (7.1.7). */
public final class ProtocolViolation extends Exception {
    /** A rule about frames was broken. */
    public static final int PROTOCOL_ERROR = 1002;

    /** A text is no UTF-8, or what is compressed cannot be inflated. */
    public static final int INVALID_PAYLOAD = 1007;

    private static final long serialVersionUID = 1;

    private final int code;

    private ProtocolViolation(int code, String rule) {
        super(rule, null, false, false);
        this.code = code;
    }

    static ProtocolViolation of(String rule) {
        return new ProtocolViolation(PROTOCOL_ERROR, rule);
    }

    static ProtocolViolation notUtf8() {
        return new ProtocolViolation(INVALID_PAYLOAD, "text must be UTF-8");
    }

    static ProtocolViolation notDeflate() {
        return new ProtocolViolation(INVALID_PAYLOAD, "a compressed message must be DEFLATE");
    }

    /** The code to close with. */
    public int code() {
        return code;
    }
}
