package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.OptionalInt;

/** A {@link HandshakeCheck}'s "no". Without a stack trace: it is an answer, not an accident. */
public final class HandshakeRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status; // 0: the protocol's own
    private final transient Map<String, String> headers;

    /** @param message what the client is told, in the way and with the status of the protocol it speaks */
    public HandshakeRefused(String message) {
        this(0, Map.of(), message);
    }

    private HandshakeRefused(int status, Map<String, String> headers, String message) {
        super(requireNonNull(message, "message"), null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /**
     * A "no" with a status and headers of its own.
     *
     * @param status 400 to 599
     * @param headers headers of the answer, such as {@code WWW-Authenticate}
     * @param message what the client is told
     */
    public static HandshakeRefused with(int status, Map<String, String> headers, String message) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be 400..599, was " + status);
        }
        return new HandshakeRefused(status, headers, message);
    }

    /** Empty where the protocol's own is meant. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    public Map<String, String> headers() {
        return headers;
    }
}
