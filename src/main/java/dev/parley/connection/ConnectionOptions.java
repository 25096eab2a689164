package dev.parley.connection;

/**
 * The limits of every connection.
 *
 * @param maxConnections connections at once, 1 or more
 * @param maxMessageBytes the largest message accepted, in bytes, 1 or more
 * @param heartbeat pings
 * @param outbox what may wait to be sent
 */
public record ConnectionOptions(
        int maxConnections, int maxMessageBytes, HeartbeatOptions heartbeat, OutboxOptions outbox) {
    public ConnectionOptions {
        if (maxConnections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, was " + maxConnections);
        }
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("message bytes must be 1 or more, was " + maxMessageBytes);
        }
    }

    public static ConnectionOptions defaults() {
        return new ConnectionOptions(20_000, 1_000_000, HeartbeatOptions.defaults(), OutboxOptions.defaults());
    }
}
