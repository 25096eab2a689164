package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.protocol.ReservedNames;
import java.util.Set;

/** What an event may be called. */
final class EventName {
    private EventName() {}

    private static final Set<String> SERVER_SIDE = Set.of("connect", "connection", "new_namespace");

    /** @throws IllegalArgumentException if an application must not use the name */
    static String check(String event) {
        requireNonNull(event, "event");
        if (ReservedNames.contains(event)) {
            throw new IllegalArgumentException("event must not be reserved, was '" + event + "'");
        }
        return event;
    }

    /** @throws IllegalArgumentException if nodes must not use the name among each other */
    static String checkServerSide(String event) {
        requireNonNull(event, "event");
        if (SERVER_SIDE.contains(event)) {
            throw new IllegalArgumentException("event must not be reserved, was '" + event + "'");
        }
        return event;
    }
}
