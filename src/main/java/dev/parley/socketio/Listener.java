package dev.parley.socketio;

/** Handles an event of any socket of a namespace. */
@FunctionalInterface
public interface Listener {

    /**
     * Called in the socket's order, never twice at once for one socket. An {@link EventRefused} answers the peer; any
     * other exception is logged once and answered with {@code INTERNAL}. The connection stays up.
     */
    void on(Socket socket, Arguments arguments, Ack ack);
}
