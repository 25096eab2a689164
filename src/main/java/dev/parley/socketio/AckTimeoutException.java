package dev.parley.socketio;

import java.util.List;

/** A peer did not acknowledge in time, or left before it did. */
public final class AckTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Arguments> answers;

    AckTimeoutException(String message) {
        this(message, List.of());
    }

    AckTimeoutException(String message, List<Arguments> answers) {
        super(message, null, false, false);
        this.answers = List.copyOf(answers);
    }

    /** Of a broadcast: the answers that have come, in the order in which they came. */
    public List<Arguments> answers() {
        return answers;
    }
}
