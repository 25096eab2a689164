package dev.parley.connection;

import java.time.Duration;

/**
 * The limits of what arrives on a connection.
 *
 * @param maxBytes the largest message accepted, in bytes, 1 or more
 * @param maxParts parts in which one message may come, 1 or more: frames, or what the container makes of them
 * @param timeout how long a message that has begun may take to be whole; positive
 * @param maxUnhandled messages that may wait for the listener, 1 or more
 * @param maxStreams messages that are read as streams at once, on all connections together, 1 or more
 */
public record MessageOptions(int maxBytes, int maxParts, Duration timeout, int maxUnhandled, int maxStreams) {
    public MessageOptions {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("message bytes must be 1 or more, was " + maxBytes);
        }
        if (maxParts < 1) {
            throw new IllegalArgumentException("message parts must be 1 or more, was " + maxParts);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("message timeout must be positive, was " + timeout);
        }
        if (maxUnhandled < 1) {
            throw new IllegalArgumentException("unhandled messages must be 1 or more, was " + maxUnhandled);
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("streams must be 1 or more, was " + maxStreams);
        }
    }

    public static MessageOptions defaults() {
        return ofAtMost(1_000_000);
    }

    /** The defaults with another largest message, in bytes. */
    public static MessageOptions ofAtMost(int maxBytes) {
        return new MessageOptions(maxBytes, 100_000, Duration.ofSeconds(60), 1_000, 100);
    }
}
