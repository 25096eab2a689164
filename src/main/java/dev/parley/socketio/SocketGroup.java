package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
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
    private final Descriptions received = new Descriptions();
    private final Descriptions sent = new Descriptions();

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

    /**
     * Called for each socket whose user has other roles than before: they have shown new credentials, or it was {@link
     * SocketIoServer#changeUsers}. Middleware is not asked again; who may not be here any more can be sent away.
     */
    public Subscription onRolesChanged(Consumer<Socket> listener) {
        return Handlers.add(handlers.onRolesChanged, requireNonNull(listener, "listener"));
    }

    /** Called once for each socket that has left; see {@link Socket#onDisconnect}. */
    public Subscription onDisconnect(BiConsumer<Socket, DisconnectReason> listener) {
        return Handlers.add(handlers.onDisconnect, requireNonNull(listener, "listener"));
    }

    /**
     * Called for each socket whose connection broke and whose client has not come back in time ({@link RecoveryOptions}), or
     * came and could not be given what it had missed. By whatever thread finds out, in no order with other listeners.
     */
    public Subscription onRecoveryExpired(Consumer<SavedSocket> listener) {
        return Handlers.add(handlers.onRecoveryExpired, requireNonNull(listener, "listener"));
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
        describeReceived(EventDescription.of(event.name(), event.payload(), Void.class));
        return on(event.name(), Typed.event(event, listener));
    }

    /** Listens to a request; what the listener returns is the acknowledgement. */
    public <Q, A> Subscription on(Request<Q, A> request, BiFunction<Socket, ? super Q, ? extends A> listener) {
        describeReceived(EventDescription.of(request.name(), request.payload(), request.answer()));
        return on(request.name(), Typed.request(request, listener));
    }

    /** Listens to a request; the acknowledgement is sent when the stage is complete. */
    public <Q, A> Subscription onAsync(
            Request<Q, A> request, BiFunction<Socket, ? super Q, ? extends CompletionStage<? extends A>> listener) {
        describeReceived(EventDescription.of(request.name(), request.payload(), request.answer()));
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

    /** Its name; of many namespaces the template or pattern of their names, or {@code *} if a rule decides. */
    public abstract String path();

    /**
     * Describes an event that clients send. Listeners with types have told what they know; the first description with arguments
     * counts.
     */
    public void describeReceived(EventDescription event) {
        received.add(event);
    }

    /** Describes an event that clients are sent. */
    public void describeSent(EventDescription event) {
        sent.add(event);
    }

    /** Describes an event that clients are sent. */
    public void describeSent(Event<?> event) {
        sent.add(EventDescription.of(event.name(), event.payload(), Void.class));
    }

    /** Describes a request that clients are sent. */
    public void describeSent(Request<?, ?> request) {
        sent.add(EventDescription.of(request.name(), request.payload(), request.answer()));
    }

    /** The events that it listens to, by name, without those of single sockets. A snapshot. */
    public Collection<EventDescription> received() {
        return received.all(eventNames());
    }

    /** The events that somebody has said it sends, by name. A snapshot. */
    public Collection<EventDescription> sent() {
        return sent.all(Set.of());
    }

    Handlers handlers() {
        return handlers;
    }
}
