package dev.parley.wire;

import java.time.Duration;

/**
 * The limits of clients that hear by server-sent events.
 *
 * @param grace how long a client may be without a stream before it is gone; positive
 * @param maxEvents events that may wait for a client, 10 or more; when half as many have been written and the client has not
 *     said that it has them, it is asked to
 * @param maxBytes the same in bytes, 1,000 or more
 */
public record SseOptions(Duration grace, int maxEvents, long maxBytes) {
    public SseOptions {
        if (grace.isNegative() || grace.isZero()) {
            throw new IllegalArgumentException("grace must be positive, was " + grace);
        }
        if (maxEvents < 10) {
            throw new IllegalArgumentException("events must be 10 or more, was " + maxEvents);
        }
        if (maxBytes < 1_000) {
            throw new IllegalArgumentException("bytes must be 1000 or more, was " + maxBytes);
        }
    }

    public static SseOptions defaults() {
        return new SseOptions(Duration.ofSeconds(30), 10_000, 4_000_000);
    }
}
