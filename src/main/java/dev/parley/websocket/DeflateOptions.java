package dev.parley.websocket;

import static java.util.Objects.requireNonNull;

/**
 * How messages are compressed. Immutable.
 *
 * @param threshold the smallest message that is, in bytes, 1 or more
 */
public record DeflateOptions(Compression compression, int threshold) {
    public DeflateOptions {
        requireNonNull(compression, "compression");
        if (threshold < 1) {
            throw new IllegalArgumentException("the threshold must be 1 or more, was " + threshold);
        }
    }

    public static DeflateOptions defaults() {
        return new DeflateOptions(Compression.OFF, 1_024);
    }
}
