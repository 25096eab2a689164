package dev.parley.socketio;

/** A peer did not acknowledge in time, or left before it did. */
public final class AckTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AckTimeoutException(String message) {
        super(message, null, false, false);
    }
}
