package dev.parley.socketio;

import java.util.function.Consumer;

/** Sees each event of a client before the listeners do: Node's {@code socket.use}. */
@FunctionalInterface
public interface EventMiddleware {

    /**
     * Called in the socket's order. Calls {@code next} to let an event pass (this one or another in its place), now or later
     * and by any thread; without that call it is swallowed. Events that pass later do so after those that came meanwhile.
     *
     * @throws EventRefused to answer the client instead
     */
    void handle(Incoming event, Consumer<Incoming> next);
}
