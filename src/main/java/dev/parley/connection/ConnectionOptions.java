package dev.parley.connection;

import java.time.Duration;

/**
 * The limits of every connection.
 *
 * @param maxConnections connections at once, 1 or more
 * @param messages what may arrive
 * @param heartbeat pings
 * @param outbox what may wait to be sent
 * @param address what clients of one address may
 */
public record ConnectionOptions(
        int maxConnections,
        MessageOptions messages,
        HeartbeatOptions heartbeat,
        OutboxOptions outbox,
        AddressOptions address) {
    public ConnectionOptions {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, was " + maxConnections);
        }
    }

    /** With the usual limits of addresses. */
    public ConnectionOptions(
            int maxConnections, MessageOptions messages, HeartbeatOptions heartbeat, OutboxOptions outbox) {
        this(maxConnections, messages, heartbeat, outbox, AddressOptions.defaults());
    }

    /** How often connections are looked at. */
    Duration tick() {
        return Scheduler.tick(
                heartbeat.interval(), heartbeat.timeout(), outbox.writeTimeout(), messages.timeout());
    }

    public static ConnectionOptions defaults() {
        return new ConnectionOptions(
                20_000, MessageOptions.defaults(), HeartbeatOptions.defaults(), OutboxOptions.defaults());
    }
}
