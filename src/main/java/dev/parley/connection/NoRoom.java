package dev.parley.connection;

import java.time.Duration;
import java.util.Map;

/**
 * Why a handshake is refused that is in order otherwise.
 *
 * @param name for listeners to failed handshakes
 * @param status of the answer (RFC 6585, 4: 429; RFC 9110, 15.6.4: 503)
 * @param message for the client
 * @param retryAfter after which it may succeed, more than nothing
 */
public record NoRoom(String name, int status, String message, Duration retryAfter) {
    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    /** There are as many connections as there may be. */
    public static NoRoom server() {
        return new NoRoom("SERVER_FULL", 503, "there are too many connections", A_MOMENT);
    }

    static NoRoom closing() {
        return new NoRoom("SERVER_CLOSING", 503, "the server is shutting down", A_MOMENT);
    }

    static NoRoom connections(int most) {
        return new NoRoom(
                "TOO_MANY_CONNECTIONS",
                429,
                "this address has " + most + " connections, which is all it may (parley.connections.max-per-address)",
                A_MOMENT);
    }

    static NoRoom handshakes(int perSecond, Duration retryAfter) {
        return new NoRoom(
                "TOO_MANY_HANDSHAKES",
                429,
                "this address may connect " + perSecond + " times a second (parley.handshakes.per-second)",
                retryAfter);
    }

    /** The wait in whole seconds, as headers have it (RFC 9110, 10.2.3). */
    public Map<String, String> headers() {
        return Map.of("Retry-After", Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1_000)));
    }

    /** The same as an application's "no". */
    public HandshakeRefused refusal() {
        return HandshakeRefused.with(status, headers(), message);
    }
}
