package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Arguments;

/**
 * An event that a client has received. Immutable.
 *
 * @param event its name
 * @param arguments what it carries
 */
public record Received(String event, Arguments arguments) {
    public Received {
        requireNonNull(event, "event");
        requireNonNull(arguments, "arguments");
    }

    /** An event with these arguments, to compare with; see {@link Arguments#ofValues} for what is accepted. */
    public static Received of(String event, Object... arguments) {
        return new Received(event, Arguments.ofValues(arguments));
    }

    /** The name and then the arguments as JSON: {@code said["hi", 1]}. */
    @Override
    public String toString() {
        return event + arguments;
    }
}
