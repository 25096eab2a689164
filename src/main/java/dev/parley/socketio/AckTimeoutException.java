package dev.parley.socketio;

import java.time.Duration;
import java.util.List;

/** A peer did not acknowledge in time, or left before it did. */
public final class AckTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Arguments> answers;
    private final transient List<String> missing;

    AckTimeoutException(String message) {
        this(message, List.of(), List.of());
    }

    AckTimeoutException(String message, List<Arguments> answers, List<String> missing) {
        super(message, null, false, false);
        this.answers = List.copyOf(answers);
        this.missing = List.copyOf(missing);
    }

    /** Of a broadcast: the answers that have come, in the order in which they came. */
    public List<Arguments> answers() {
        return answers;
    }

    /** Of a broadcast: the {@link Socket#publicId}s of those on this node who did not answer. */
    public List<String> missing() {
        return missing;
    }

    /** @throws IllegalArgumentException if nobody could answer within that time */
    static Duration check(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
        return timeout;
    }
}
