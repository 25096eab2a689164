package dev.parley.connection;

import java.time.Duration;

/**
 * A bucket of tokens that fills with time. Each message takes one, a long one more, also when refused: below zero it is
 * refused, and who has overdrawn by a whole bucket does not mean to stop. Confined to the connection's mailbox.
 */
public final class RateLimit {
    /** What becomes of a message. */
    public enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Refused, and whoever sends so much does not mean to stop. */
        HOPELESS
    }

    /** Bytes that count as one message more. */
    public static final int BYTES_PER_TOKEN = 16_384;
    private static final int LEAST_PATIENCE = 10;

    private final RateOptions options;
    private double tokens;
    private long filledAt;

    /** @param now milliseconds of any clock */
    public RateLimit(RateOptions options, long now) {
        this.options = options;
        this.tokens = options.burst();
        this.filledAt = now;
    }

    /** @param bytes the size of the message: each {@value #BYTES_PER_TOKEN} begun take one token */
    public Verdict take(long now, int bytes) {
        tokens = Math.min(options.burst(), tokens + (now - filledAt) / 1_000.0 * options.perSecond());
        filledAt = now;
        boolean wasOverdrawn = tokens < 0;
        tokens -= Math.min(options.burst(), 1 + bytes / BYTES_PER_TOKEN); // the largest passes after a rest
        if (tokens >= 0) {
            return Verdict.ACCEPTED;
        }
        // nobody is given up who has not been told before
        boolean isHopeless = wasOverdrawn && tokens <= -Math.max(LEAST_PATIENCE, options.burst());
        return isHopeless ? Verdict.HOPELESS : Verdict.REFUSED;
    }

    /** How long until a message is accepted again. */
    public Duration retryAfter() {
        return Duration.ofMillis((long) Math.ceil((1 - tokens) * 1_000 / options.perSecond()));
    }
}
