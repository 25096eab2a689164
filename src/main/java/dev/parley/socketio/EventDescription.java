package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an event before it is sent: for the contract that is published for those who write clients. Immutable.
 *
 * @param event its name
 * @param arguments what it carries, in order; empty if nobody has said
 * @param answer what the acknowledgement carries; {@code Void} for none that is worth waiting for
 */
public record EventDescription(String event, Optional<List<Type>> arguments, Type answer) {
    public EventDescription {
        requireNonNull(event, "event");
        requireNonNull(answer, "answer");
        arguments = arguments.map(List::copyOf);
    }

    /** Of an event with one argument; without any if it is {@code Void}, with any if it is {@code Arguments}. */
    static EventDescription of(String event, Type payload, Type answer) {
        if (payload == Arguments.class) {
            return new EventDescription(event, Optional.empty(), answer);
        }
        return new EventDescription(event, Optional.of(payload == Void.class ? List.of() : List.of(payload)), answer);
    }
}
