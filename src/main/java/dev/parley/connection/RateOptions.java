package dev.parley.connection;

/**
 * How fast one client may send.
 *
 * @param perSecond messages a second in the long run, 1 or more
 * @param burst messages at once after a rest, 1 or more; the same number of refused ones ends the connection
 * @param bytesPerSecond their bytes a second in the long run, 1 or more
 * @param byteBurst their bytes at once after a rest, 1 or more; a message that is larger counts as large as that. As many refused
 *     ones end the connection
 */
public record RateOptions(int perSecond, int burst, int bytesPerSecond, int byteBurst) {
    public RateOptions {
        if (perSecond < 1) {
            throw new IllegalArgumentException("messages per second must be 1 or more, was " + perSecond);
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst must be 1 or more, was " + burst);
        }
        if (bytesPerSecond < 1 || byteBurst < 1) {
            throw new IllegalArgumentException(
                    "bytes per second and at once must be 1 or more, were " + bytesPerSecond + " and " + byteBurst);
        }
    }

    /** However many bytes the messages have. */
    public RateOptions(int perSecond, int burst) {
        this(perSecond, burst, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Of native clients. */
    public static RateOptions defaults() {
        return new RateOptions(50, 200, 1_000_000, 4_000_000);
    }
}
