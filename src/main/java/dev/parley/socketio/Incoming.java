package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

/**
 * An event that a client has sent, on its way to the listeners. Immutable.
 *
 * @param socket whose it is
 * @param event its name
 * @param arguments what it carries
 * @param ack answers it; {@link Ack#NOT_WANTED} if the client did not ask for an answer
 */
public record Incoming(Socket socket, String event, Arguments arguments, Ack ack) {
    public Incoming {
        requireNonNull(socket, "socket");
        requireNonNull(event, "event");
        requireNonNull(arguments, "arguments");
        requireNonNull(ack, "ack");
    }

    /** The same with other arguments. */
    public Incoming with(Arguments others) {
        return new Incoming(socket, event, others, ack);
    }
}
