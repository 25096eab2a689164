package dev.parley.wire;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Arguments;

/** An event that a client has sent, in the server's words. */
public record Inbound(String event, Arguments arguments) {
    public Inbound {
        requireNonNull(event, "event");
        requireNonNull(arguments, "arguments");
    }
}
