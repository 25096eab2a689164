package dev.parley.connection;

import java.time.Duration;

/**
 * When the server pings and when it gives a peer up.
 *
 * @param interval from one ping to the next; positive
 * @param timeout silence after a ping after which the peer is dead; positive
 */
public record HeartbeatOptions(Duration interval, Duration timeout) {
    public HeartbeatOptions {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("heartbeat interval must be positive, was " + interval);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("heartbeat timeout must be positive, was " + timeout);
        }
    }

    public static HeartbeatOptions defaults() {
        return new HeartbeatOptions(Duration.ofSeconds(25), Duration.ofSeconds(20));
    }

    /** How often connections are looked at: often enough that no limit is missed by more than a tenth, at most once a second. */
    public Duration tick() {
        long shortest = Math.min(interval.toMillis(), timeout.toMillis());
        return Duration.ofMillis(Math.max(5, Math.min(1_000, shortest / 10)));
    }
}
