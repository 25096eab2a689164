package dev.parley.connection;

/**
 * How fast one connection may send.
 *
 * @param perSecond messages a second in the long run, 1 or more
 * @param burst messages at once after a rest, 1 or more; the same number of refused ones ends the connection
 */
public record RateOptions(int perSecond, int burst) {
    public RateOptions {
        if (perSecond < 1) {
            throw new IllegalArgumentException("messages per second must be 1 or more, was " + perSecond);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst must be 1 or more, was " + burst);
        }
    }

    /** Of native clients. */
    public static RateOptions defaults() {
        return new RateOptions(50, 200);
    }
}
