package dev.parley.engineio.protocol;

/** What a peer sent is no Engine.IO. Without a stack trace: it is the peer's mistake, and frequent. */
public final class MalformedPayloadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param rule the rule that was broken, then the value */
    MalformedPayloadException(String rule) {
        super(rule, null, false, false);
    }
}
