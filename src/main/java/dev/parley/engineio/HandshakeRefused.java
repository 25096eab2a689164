package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

/** A {@link HandshakeCheck}'s "no". Without a stack trace: it is an answer, not an accident. */
public final class HandshakeRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what the client is told, with status 403 and code 4 */
    public HandshakeRefused(String message) {
        super(requireNonNull(message, "message"), null, false, false);
    }
}
