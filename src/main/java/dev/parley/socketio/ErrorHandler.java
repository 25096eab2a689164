package dev.parley.socketio;

/**
 * Answers for listeners that fail with one kind of exception.
 *
 * @param <E> the kind
 */
@FunctionalInterface
public interface ErrorHandler<E extends Throwable> {

    /**
     * Called in the socket's order.
     *
     * @return what the client is told: as the acknowledgement {@code {"error": …}} if it asked for one, else as the event
     *     {@code error}; null to tell it nothing
     */
    Object handle(Socket socket, E error);
}
