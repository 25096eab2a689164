package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** The names that the protocol keeps for itself (Socket.IO documentation, "emit cheatsheet"). */
final class ReservedEvents {
    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    /** @throws IllegalArgumentException if an application must not use the name */
    static String check(String event) {
        requireNonNull(event, "event");
        if (NAMES.contains(event)) {
            throw new IllegalArgumentException("event must not be reserved, was '" + event + "'");
        }
        return event;
    }

    /** Whether a peer's event has a name that only the protocol may use. */
    static boolean isReserved(String event) {
        return NAMES.contains(event);
    }
}
