package dev.parley.connection;

import java.time.Duration;

/**
 * The limits of an {@link Outbox}.
 *
 * @param maxMessages messages that may wait, 1 or more
 * @param maxBytes bytes that may wait, 1 or more; a single larger message is still sent when nothing waits
 * @param writeTimeout how long one message may be in flight before its connection is closed; positive
 */
public record OutboxOptions(int maxMessages, long maxBytes, Duration writeTimeout) {
    public OutboxOptions {
        if (maxMessages < 1) {
            throw new IllegalArgumentException("outbox messages must be 1 or more, was " + maxMessages);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("outbox bytes must be 1 or more, was " + maxBytes);
        }
        if (writeTimeout.isNegative() || writeTimeout.isZero()) {
            throw new IllegalArgumentException("write timeout must be positive, was " + writeTimeout);
        }
    }

    public static OutboxOptions defaults() {
        return new OutboxOptions(10_000, 4_000_000, Duration.ofSeconds(10));
    }
}
