package dev.parley.socketio.protocol;

/** What a peer sent is not what the protocol allows. Without a stack trace: it is the peer's mistake, and frequent. */
public final class MalformedPacketException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param rule the rule that was broken, then the value */
    public MalformedPacketException(String rule) {
        super(rule, null, false, false);
    }
}
