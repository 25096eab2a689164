package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client's membership of one namespace. Safe for use by many threads, inside listeners and outside.
 *
 * <p>Its listeners run one at a time, in the order in which events arrived. {@link #emit} never blocks and never throws
 * because the client is slow or gone.
 */
public final class Socket implements RemoteSocket {
    private final String id;
    private final String publicId;
    private final Namespace namespace;
    private volatile Handshake handshake; // another when its client has shown new credentials
    private final SocketData data = new SocketData();
    private final SocketLink link;
    private final Dispatch dispatch = new Dispatch(this);
    private final SocketOperator operator;
    private volatile SocketListeners listening = SocketListeners.NONE; // most sockets of a large namespace have no own

    /** @param recovery null where the client cannot come back */
    Socket(
            String id, String publicId, Namespace namespace, Handshake handshake, Peer peer, SocketRecovery recovery) {
        this.id = id;
        this.publicId = publicId;
        this.namespace = namespace;
        this.handshake = requireNonNull(handshake, "handshake");
        this.link = new SocketLink(this, requireNonNull(peer, "peer"), recovery);
        this.operator = new SocketOperator(link, false, true, null);
    }

    /**
     * An id that no other socket has, and nobody can guess; the client knows it. Of a client of protocol 4 it holds the id of
     * the session, with which anybody could speak in its name: show others the {@link #publicId}.
     */
    @Override
    public String id() {
        return id;
    }

    /** An id that others may see: 20 characters; the same as {@link #id} where that is no secret. Names the same room. */
    public String publicId() {
        return publicId;
    }

    public Namespace namespace() {
        return namespace;
    }

    /** What is known of the client. */
    @Override
    public Handshake handshake() {
        return handshake;
    }

    /** Its client is who it was, with other roles perhaps. */
    void renew(User user) {
        handshake = handshake.as(user);
    }

    /** What carries it: a WebSocket or polls, which it may share with sockets in other namespaces. */
    public Connection connection() {
        return link.peer().connection();
    }

    /** Whatever the application keeps with it. */
    @Override
    public SocketData data() {
        return data;
    }

    /** Whether it is in the namespace: from before its first event until it leaves. */
    public boolean isConnected() {
        return link.isConnected();
    }

    // Recovery

    /**
     * Whether it is the socket that its client had before its connection was lost: with the same id, rooms and data, and sent
     * all that the client has missed. Middleware was skipped unless the {@link RecoveryOptions} say otherwise.
     */
    public boolean recovered() {
        return link.recovery() != null && link.recovery().claimed().isPresent();
    }

    /** Why it is not, although its client has asked for that; empty if it is, or the client has not. */
    public Optional<RecoveryFailure> recoveryFailure() {
        return link.recovery() == null ? Optional.empty() : link.recovery().failure();
    }

    // Rooms

    /** The rooms it is in, its own (named after its id) included; empty after it has disconnected. A snapshot. */
    @Override
    public Set<String> rooms() {
        return namespace.adapter().rooms(this);
    }

    /**
     * Enters rooms, all or none; without effect after it has disconnected.
     *
     * @throws EventRefused {@code TOO_MANY_ROOMS} if it would be in more rooms than the server's options allow; a listener that does
     *     not catch it answers its client with it
     */
    @Override
    public void join(String... rooms) {
        Collection<String> wanted = Set.copyOf(List.of(rooms));
        int limit = namespace.server().options().maxRoomsPerSocket();
        Set<String> after = new HashSet<>(rooms());
        after.remove(id);
        after.addAll(wanted);
        if (after.size() > limit) {
            throw new EventRefused(
                    "TOO_MANY_ROOMS",
                    null,
                    "a socket may be in at most " + limit + " rooms (parley.rooms.max-per-socket), was " + after.size());
        }
        namespace.adapter().join(this, wanted);
    }

    @Override
    public void leave(String room) {
        namespace.adapter().leave(this, requireNonNull(room, "room"));
    }

    /** The other members of rooms. */
    public BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** The same as {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody else in the namespace but the members of rooms. */
    public BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Everybody else in the namespace. */
    public BroadcastOperator broadcast() {
        return namespace.except(this);
    }

    /** Everybody else in the namespace on this node. */
    public BroadcastOperator local() {
        return broadcast().local();
    }

    // Listening

    /**
     * Listens to an event of this socket.
     *
     * @throws IllegalArgumentException if the name is reserved
     */
    public Subscription on(String event, Consumer<Arguments> listener) {
        requireNonNull(listener, "listener");
        return on(event, (socket, arguments, ack) -> listener.accept(arguments));
    }

    /** Listens to an event of this socket and answers it. */
    public Subscription on(String event, BiConsumer<Arguments, Ack> listener) {
        requireNonNull(listener, "listener");
        return on(event, (socket, arguments, ack) -> listener.accept(arguments, ack));
    }

    /** Listens to an event; a client that asks for an acknowledgement gets an empty one when the listener has returned. */
    public <T> Subscription on(Event<T> event, Consumer<? super T> listener) {
        requireNonNull(listener, "listener");
        return on(event.name(), Typed.event(event, (socket, payload) -> listener.accept(payload)));
    }

    /** Listens to a request; what the listener returns is the acknowledgement. */
    public <Q, A> Subscription on(Request<Q, A> request, Function<? super Q, ? extends A> listener) {
        requireNonNull(listener, "listener");
        return on(request.name(), Typed.request(request, (socket, payload) -> listener.apply(payload)));
    }

    /** Listens to a request; the acknowledgement is sent when the stage is complete. */
    public <Q, A> Subscription onAsync(
            Request<Q, A> request, Function<? super Q, ? extends CompletionStage<? extends A>> listener) {
        requireNonNull(listener, "listener");
        return on(request.name(), Typed.asyncRequest(request, (socket, payload) -> listener.apply(payload)));
    }

    private Subscription on(String event, Listener listener) {
        return toAdd().events.add(event, listener);
    }

    /** Listens to the next event of that name, and then no more. */
    public Subscription once(String event, Consumer<Arguments> listener) {
        requireNonNull(listener, "listener");
        return toAdd().events.addOnce(event, (socket, arguments, ack) -> listener.accept(arguments));
    }

    /** Listens to the next event of that name and answers it, and then no more. */
    public Subscription once(String event, BiConsumer<Arguments, Ack> listener) {
        requireNonNull(listener, "listener");
        return toAdd().events.addOnce(event, (socket, arguments, ack) -> listener.accept(arguments, ack));
    }

    /** Takes back all listeners to an event that were registered on this socket; {@link Subscription#cancel} takes back one. */
    public void off(String event) {
        listening.events.remove(requireNonNull(event, "event"));
    }

    /** Takes back all listeners to events, catch-all ones too, that were registered on this socket. */
    public void off() {
        listening.events.removeAll();
    }

    /** The names of the events that this socket listens to, without its namespace's. A snapshot. */
    public Set<String> eventNames() {
        return listening.events.events();
    }

    /** Hears of every event of this socket, before the listeners of its name. */
    public Subscription onAny(BiConsumer<String, Arguments> listener) {
        requireNonNull(listener, "listener");
        return toAdd().events.addAny((socket, event, arguments) -> listener.accept(event, arguments));
    }

    /** As {@link #onAny}, before those that are there already. */
    public Subscription prependAny(BiConsumer<String, Arguments> listener) {
        requireNonNull(listener, "listener");
        return toAdd().events.prependAny((socket, event, arguments) -> listener.accept(event, arguments));
    }

    /** Takes back all that was registered with {@link #onAny} and {@link #prependAny}. */
    public void offAny() {
        listening.events.any().clear();
    }

    /**
     * Hears of every event that is sent to this client, broadcasts too, by the thread that sends: it must be quick. Not of
     * acknowledgements, nor of what is dropped because the client has left.
     */
    public Subscription onAnyOutgoing(BiConsumer<String, Arguments> listener) {
        requireNonNull(listener, "listener");
        return Handlers.add(toAdd().outgoing, (socket, event, arguments) -> listener.accept(event, arguments));
    }

    /** As {@link #onAnyOutgoing}, before those that are there already. */
    public Subscription prependAnyOutgoing(BiConsumer<String, Arguments> listener) {
        requireNonNull(listener, "listener");
        AnyListener added = (socket, event, arguments) -> listener.accept(event, arguments);
        List<AnyListener> all = toAdd().outgoing;
        all.add(0, added);
        return () -> all.remove(added);
    }

    /** Takes back all that was registered with {@link #onAnyOutgoing} and {@link #prependAnyOutgoing}. */
    public void offAnyOutgoing() {
        listening.outgoing.clear();
    }

    /** Adds a middleware that each event of this socket goes through, after those of the namespace. */
    public Subscription use(EventMiddleware middleware) {
        return Handlers.add(toAdd().middlewares, requireNonNull(middleware, "middleware"));
    }

    /** Called once, when it is about to leave: its rooms can still be read. Before {@link #onDisconnect}. */
    public Subscription onDisconnecting(Consumer<DisconnectReason> listener) {
        return Handlers.add(toAdd().onDisconnecting, requireNonNull(listener, "listener"));
    }

    /** Called once, when it has left: nobody counts or finds it any more, but its rooms can still be read. */
    public Subscription onDisconnect(Consumer<DisconnectReason> listener) {
        return Handlers.add(toAdd().onDisconnect, requireNonNull(listener, "listener"));
    }

    /** What is known of why it has left besides the reason, such as what was wrong with a packet, for people; often empty. */
    public Optional<String> disconnectDetail() {
        return link.detail();
    }

    // Sending

    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     */
    @Override
    public void emit(String event, Object... arguments) {
        operator.emit(event, arguments);
    }

    /** Sends an event. */
    public void emit(String event, Arguments arguments) {
        operator.emit(event, arguments);
    }

    /** Sends an event. */
    public <T> void emit(Event<T> event, T payload) {
        operator.emit(event, payload);
    }

    /** Sends the event {@code message}: Node's {@code send} and {@code write}. */
    public void send(Object... arguments) {
        operator.emit("message", arguments);
    }

    /**
     * Sends an event and waits for the answer, until the client leaves; {@link #timeout} waits for less.
     *
     * @return the answer, or {@link AckTimeoutException} when none came
     * @throws IllegalStateException if more answers are awaited than the server's options allow
     */
    public CompletableFuture<Arguments> emitWithAck(String event, Object... arguments) {
        return operator.emitWithAck(event, arguments);
    }

    /** Sends a request and waits for the answer; see {@link #emitWithAck(String, Object...)}. */
    public <Q, A> CompletableFuture<A> emitWithAck(Request<Q, A> request, Q payload) {
        return operator.emitWithAck(request, payload);
    }

    @Override
    public CompletableFuture<Arguments> emitWithAck(Duration timeout, String event, Object... arguments) {
        return operator.timeout(timeout).emitWithAck(event, arguments);
    }

    /** Gives the client so long to answer what is sent by the operator. */
    public SocketOperator timeout(Duration timeout) {
        return operator.timeout(timeout);
    }

    /** What is sent by the operator is dropped if the connection cannot take it at once: Node's {@code volatile}. */
    public SocketOperator droppable() {
        return operator.droppable();
    }

    /** Whether what is sent by the operator is worth the time of compressing it; see {@link BroadcastOperator#compress}. */
    public SocketOperator compress(boolean compress) {
        return operator.compress(compress);
    }

    // Leaving

    /**
     * Makes the client leave the namespace; its connection stays, and with it its sockets elsewhere. In a listener of this
     * socket at once: what is emitted to it afterwards is not sent, and what it has sent is not handled.
     */
    public void disconnect() {
        disconnect(CloseStatus.NORMAL);
    }

    /**
     * The same, and says why.
     *
     * @param why with which native clients are closed, whose connection has one namespace; others hear nothing of it
     */
    public void disconnect(CloseStatus why) {
        link.leave(requireNonNull(why, "why"));
    }

    /**
     * Makes the client leave the namespace.
     *
     * @param close whether it leaves all others as well and its connection is closed after what waits has been sent
     */
    @Override
    public void disconnect(boolean close) {
        if (close) {
            close(CloseStatus.NORMAL);
        } else {
            disconnect();
        }
    }

    /** Ends the client's connection, after what waits has been sent. It leaves all namespaces and stays away. */
    public void close(CloseStatus status) {
        link.close(requireNonNull(status, "status"));
    }

    /** Ends the client's connection without a word, as a broken network would: Socket.IO's clients come back by themselves. */
    public void dropConnection() {
        link.peer().drop();
    }

    // For wires and adapters

    /** The side that wires and adapters see; not for applications. */
    public SocketLink link() {
        return link;
    }

    /** What is registered on it; not to be added to. */
    SocketListeners listening() {
        return listening;
    }

    private synchronized SocketListeners toAdd() {
        if (listening == SocketListeners.NONE) {
            listening = new SocketListeners();
        }
        return listening;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    @Override
    public String toString() {
        return "Socket[" + publicId + " in " + namespace.name() + "]";
    }
}
