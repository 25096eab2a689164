package dev.parley.connection;

import java.time.Duration;
import java.util.Map;

/**
 * Why somebody may not come in who is in order otherwise: a limit, which the message names with its value and its option.
 *
 * @param name stable, for programs and for listeners to failed handshakes
 * @param status of the answer to a handshake (RFC 6585, 4: 429; RFC 9110, 15.6.4: 503)
 * @param message for the client
 * @param retryAfter after which it may succeed, more than nothing
 */
public record NoRoom(String name, int status, String message, Duration retryAfter) {
    private static final Duration A_MOMENT = Duration.ofSeconds(5);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final String NAMESPACES = "TOO_MANY_NAMESPACES";

    /** There are as many connections as there may be. */
    static NoRoom server(int most) {
        return new NoRoom(
                "SERVER_FULL",
                UNAVAILABLE,
                "the server has " + most + " connections, which is all it may (parley.connections.max)",
                A_MOMENT);
    }

    /** There are no more to come. */
    public static NoRoom closing() {
        return new NoRoom("SERVER_CLOSING", UNAVAILABLE, "the server is shutting down", A_MOMENT);
    }

    static NoRoom connections(int most) {
        return new NoRoom(
                "TOO_MANY_CONNECTIONS",
                TOO_MANY_REQUESTS,
                "this address has " + most + " connections, which is all it may (parley.connections.max-per-address)",
                A_MOMENT);
    }

    static NoRoom handshakes(int perSecond, Duration retryAfter) {
        return new NoRoom(
                "TOO_MANY_HANDSHAKES",
                TOO_MANY_REQUESTS,
                "this address may connect " + perSecond + " times a second (parley.handshakes.per-second)",
                retryAfter);
    }

    /** There are as many namespaces as there may be, and the one that is asked for is none of them. */
    public static NoRoom namespaces(int most) {
        return new NoRoom(
                NAMESPACES,
                UNAVAILABLE,
                "the server has " + most + " namespaces, which is all it may (parley.namespaces.max)",
                A_MOMENT);
    }

    /** A connection is in as many namespaces as it may be, or waits for them. */
    public static NoRoom namespacesOfConnection(int most) {
        return new NoRoom(
                NAMESPACES,
                TOO_MANY_REQUESTS,
                "this connection is in " + most + " namespaces, which is all it may (parley.namespaces.max-per-connection)",
                A_MOMENT);
    }

    /** A user has as many sockets as one may have. */
    public static NoRoom socketsOfUser(int most) {
        return new NoRoom(
                "USER_LIMIT",
                TOO_MANY_REQUESTS,
                "this user has " + most + " sockets, which is all one may (parley.users.max-sockets)",
                A_MOMENT);
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
