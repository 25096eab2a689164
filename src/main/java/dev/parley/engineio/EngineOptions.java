package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.Set;

/**
 * The options of an {@link EngineServer}. How large a message may be, and how much may wait, are those of its connections.
 *
 * @param heartbeat {@code pingInterval} and {@code pingTimeout}
 * @param upgradeTimeout how long the change from polling to WebSocket may take before it is given up; positive
 * @param closeTimeout how long a client that polls may take to fetch the news that its session is closed; positive
 * @param transports those that are offered, at least one
 * @param allowUpgrades whether a session that polls may go on as a WebSocket
 * @param allowRevision3 whether clients 1 and 2 of Socket.IO may connect: {@code allowEIO3}
 */
public record EngineOptions(
        HeartbeatOptions heartbeat,
        Duration upgradeTimeout,
        Duration closeTimeout,
        Set<TransportName> transports,
        boolean allowUpgrades,
        boolean allowRevision3) {
    public EngineOptions {
        requireNonNull(heartbeat, "heartbeat");
        transports = Set.copyOf(transports);
        if (upgradeTimeout.isNegative() || upgradeTimeout.isZero()) {
            throw new IllegalArgumentException("upgrade timeout must be positive, was " + upgradeTimeout);
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("close timeout must be positive, was " + closeTimeout);
        }
        if (transports.isEmpty()) {
            throw new IllegalArgumentException("there must be a transport");
        }
    }

    public static EngineOptions defaults() {
        return new EngineOptions(
                HeartbeatOptions.defaults(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Set.of(TransportName.values()),
                true,
                true);
    }

    /** How often sessions are looked at. */
    Duration tick() {
        return Scheduler.tick(heartbeat.interval(), heartbeat.timeout(), closeTimeout);
    }

    /** Whether a session that polls is told that it may go on as a WebSocket. */
    boolean offersUpgrade() {
        return allowUpgrades && transports.contains(TransportName.WEBSOCKET);
    }
}
