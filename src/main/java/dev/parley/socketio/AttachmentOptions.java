package dev.parley.socketio;

import java.time.Duration;

/**
 * The limits of the attachments of one event or acknowledgement of a client's.
 *
 * @param max how many there may be; 0 or more
 * @param maxBytes bytes of all of them together, 1 or more; a single one may be as large as a message
 * @param timeout how long they may take to come after their packet; positive
 */
public record AttachmentOptions(int max, long maxBytes, Duration timeout) {
    public AttachmentOptions {
        if (max < 0) {
            throw new IllegalArgumentException("attachments must be 0 or more, was " + max);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("attachment bytes must be 1 or more, was " + maxBytes);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("attachment timeout must be positive, was " + timeout);
        }
    }

    public static AttachmentOptions defaults() {
        return new AttachmentOptions(10, 10_000_000, Duration.ofSeconds(60));
    }
}
