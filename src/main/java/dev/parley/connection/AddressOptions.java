package dev.parley.connection;

/**
 * What clients of one address may. Those of this very host have no such limits, unless a proxy has passed them on that does not
 * say, or is not believed, for whom: then they count as one address.
 *
 * @param maxConnections connections at once, 1 or more
 * @param handshakesPerSecond handshakes in the long run, 1 or more
 * @param handshakeBurst handshakes at once after a rest, 1 or more
 * @param perSecond messages and requests in the long run, and as many at once after a rest; who is faster waits; 1 or more
 */
public record AddressOptions(int maxConnections, int handshakesPerSecond, int handshakeBurst, int perSecond) {
    public AddressOptions {
        if (maxConnections < 1 || handshakesPerSecond < 1 || handshakeBurst < 1 || perSecond < 1) {
            throw new IllegalArgumentException("limits of an address must be 1 or more, were " + maxConnections + ", "
                    + handshakesPerSecond + ", " + handshakeBurst + " and " + perSecond);
        }
    }

    public static AddressOptions defaults() {
        return new AddressOptions(2_000, 200, 2_000, 2_000);
    }
}
