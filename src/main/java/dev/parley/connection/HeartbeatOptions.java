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
}
