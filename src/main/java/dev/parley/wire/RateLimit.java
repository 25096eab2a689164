package dev.parley.wire;

import java.time.Duration;

/**
 * A bucket of tokens that fills with time. Each message takes one, also a refused one: below zero it is refused, and
 * who has overdrawn by a whole bucket does not mean to stop. Confined to the connection's mailbox.
 */
final class RateLimit {
    enum Verdict {
        ACCEPTED,
        REFUSED,
        HOPELESS
    }

    private final RateOptions options;
    private double tokens;
    private long filledAt;

    RateLimit(RateOptions options, long now) {
        this.options = options;
        this.tokens = options.burst();
        this.filledAt = now;
    }

    Verdict take(long now) {
        tokens = Math.min(options.burst(), tokens + (now - filledAt) / 1_000.0 * options.perSecond());
        filledAt = now;
        tokens -= 1;
        if (tokens >= 0) {
            return Verdict.ACCEPTED;
        }
        return tokens > -options.burst() ? Verdict.REFUSED : Verdict.HOPELESS;
    }

    /** How long until a message is accepted again. */
    Duration retryAfter() {
        return Duration.ofMillis((long) Math.ceil((1 - tokens) * 1_000 / options.perSecond()));
    }
}
