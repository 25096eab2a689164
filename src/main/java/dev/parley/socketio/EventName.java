package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.protocol.ReservedNames;

/** What an event may be called. */
final class EventName {
    private EventName() {}

    /** @throws IllegalArgumentException if an application must not use the name */
    static String check(String event) {
        requireNonNull(event, "event");
        if (ReservedNames.contains(event)) {
            throw new IllegalArgumentException("event must not be reserved, was '" + event + "'");
        }
        return event;
    }
}
