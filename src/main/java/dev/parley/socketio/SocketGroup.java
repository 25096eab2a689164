package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Sockets that are treated alike: those of one {@link Namespace}, or of all namespaces of a {@link ParentNamespace}. Who
 * comes in passes the middleware; listeners are registered here once for all sockets. Everything is called in the order of
 * registration, for each socket in its own order. Safe for use by many threads.
 */
public abstract sealed class SocketGroup implements Broadcaster permits Namespace, ParentNamespace {
    private final Handlers handlers = new Handlers();

    /** Adds a check that each socket must pass before it comes in. */
    public Subscription use(Middleware middleware) {
        requireNonNull(middleware, "middleware");
        return useAsync(socket -> {
            middleware.check(socket);
            return null;
        });
    }

    /** Adds a check that each socket must pass before it comes in, and that takes time. */
    public Subscription useAsync(AsyncMiddleware middleware) {
        return Handlers.add(handlers.middlewares, requireNonNull(middleware, "middleware"));
    }

    /** Adds a middleware that each event of its sockets goes through before the listeners get it. */
    public Subscription use(EventMiddleware middleware) {
        return Handlers.add(handlers.eventMiddlewares, requireNonNull(middleware, "middleware"));
    }

    /** Called for each socket that has come in, before its first event. */
    public Subscription onConnection(Consumer<Socket> listener) {
        return Handlers.add(handlers.onConnection, requireNonNull(listener, "listener"));
    }

    /** Called once for each socket that has left; see {@link Socket#onDisconnect}. */
    public Subscription onDisconnect(BiConsumer<Socket, DisconnectReason> listener) {
        return Handlers.add(handlers.onDisconnect, requireNonNull(listener, "listener"));
    }

    /**
     * Listens to an event: one listener, however many sockets there are.
     *
     * @throws IllegalArgumentException if the name is reserved
     */
    public Subscription on(String event, Listener listener) {
        return handlers.listeners.add(event, listener);
    }

    /** Listens to an event; a client that asks for an acknowledgement gets an empty one when the listener has returned. */
    public <T> Subscription on(Event<T> event, BiConsumer<Socket, ? super T> listener) {
        return on(event.name(), Typed.event(event, listener));
    }

    /** Listens to a request; what the listener returns is the acknowledgement. */
    public <Q, A> Subscription on(Request<Q, A> request, BiFunction<Socket, ? super Q, ? extends A> listener) {
        return on(request.name(), Typed.request(request, listener));
    }

    /** Listens to a request; the acknowledgement is sent when the stage is complete. */
    public <Q, A> Subscription onAsync(
            Request<Q, A> request, BiFunction<Socket, ? super Q, ? extends CompletionStage<? extends A>> listener) {
        return on(request.name(), Typed.asyncRequest(request, listener));
    }

    /** Hears of all events of its sockets. */
    public Subscription onAny(AnyListener listener) {
        return handlers.listeners.addAny(listener);
    }

    /** Hears of all events that are sent to its sockets, broadcasts too; see {@link Socket#onAnyOutgoing}. */
    public Subscription onAnyOutgoing(AnyListener listener) {
        return Handlers.add(handlers.outgoing, requireNonNull(listener, "listener"));
    }

    /** Answers for listeners and middleware that fail with an exception of a class; the first handler that fits is asked. */
    public <E extends Throwable> Subscription onError(Class<E> type, ErrorHandler<? super E> handler) {
        return handlers.onError(requireNonNull(type, "type"), requireNonNull(handler, "handler"));
    }

    /** The names of the events that it listens to. A snapshot. */
    public Set<String> eventNames() {
        return handlers.listeners.events();
    }

    Handlers handlers() {
        return handlers;
    }
}
