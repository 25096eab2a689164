package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.RateOptions;

/**
 * What one user whom the server knows may do, however many connections they have. Guests are known by their addresses alone.
 *
 * @param maxSockets sockets at once, one for each namespace of each connection; 1 or more
 * @param rate how fast all of them together may send events
 */
public record UserOptions(int maxSockets, RateOptions rate) {
    public UserOptions {
        requireNonNull(rate, "rate");
        if (maxSockets < 1) {
            throw new IllegalArgumentException("sockets of a user must be 1 or more, was " + maxSockets);
        }
    }

    public static UserOptions defaults() {
        return new UserOptions(500, new RateOptions(4_000, 20_000, 64_000_000, 320_000_000));
    }
}
