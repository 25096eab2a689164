package dev.parley.socketio;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What is registered on one socket. Safe for use by many threads. */
final class SocketListeners {
    /** Of sockets on which nothing is registered; nothing may be added to it. */
    static final SocketListeners NONE = new SocketListeners();

    final Listeners events = new Listeners();
    final List<EventMiddleware> middlewares = new CopyOnWriteArrayList<>();
    final List<AnyListener> outgoing = new CopyOnWriteArrayList<>();
    final List<Consumer<DisconnectReason>> onDisconnecting = new CopyOnWriteArrayList<>();
    final List<Consumer<DisconnectReason>> onDisconnect = new CopyOnWriteArrayList<>();
}
