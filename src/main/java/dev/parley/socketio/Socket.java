package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.socketio.protocol.ReservedNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A client's membership of one namespace. Safe for use by many threads, inside listeners and outside.
 *
 * <p>Its listeners run one at a time, in the order in which events arrived. {@link #emit} never blocks and never throws
 * because the client is slow or gone.
 */
public final class Socket {
    private static final Logger LOG = System.getLogger(Socket.class.getName());

    private enum State {
        CONNECTING,
        CONNECTED,
        DISCONNECTED
    }

    private final String id;
    private final String publicId;
    private final Namespace namespace;
    private final Handshake handshake;
    private final Peer peer;
    private final ConcurrentMap<String, Object> data = new ConcurrentHashMap<>(2);
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>(2);
    private final List<Consumer<DisconnectReason>> onDisconnect = new CopyOnWriteArrayList<>();
    private final PendingAcks pendingAcks;
    private volatile State state = State.CONNECTING; // changes in the mailbox only

    Socket(String id, String publicId, Namespace namespace, Handshake handshake, Peer peer) {
        this.id = id;
        this.publicId = publicId;
        this.namespace = namespace;
        this.handshake = requireNonNull(handshake, "handshake");
        this.peer = requireNonNull(peer, "peer");
        SocketIoServer server = namespace.server();
        this.pendingAcks = new PendingAcks(server.scheduler(), server.options().maxPendingAcks());
    }

    /**
     * An id that no other socket has, and nobody can guess; the client knows it. Of a client of protocol 4 it holds the id of
     * the session, with which anybody could speak in its name: show others the {@link #publicId}.
     */
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
    public Handshake handshake() {
        return handshake;
    }

    /** Whatever the application keeps with it. */
    public ConcurrentMap<String, Object> data() {
        return data;
    }

    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** The rooms it is in, its own (named after its id) included; empty after it has disconnected. A snapshot. */
    public Set<String> rooms() {
        return namespace.adapter().rooms(this);
    }

    /**
     * Enters rooms; without effect after it has disconnected.
     *
     * @throws IllegalStateException if it would be in more rooms than the server's options allow
     */
    public void join(String... rooms) {
        Collection<String> wanted = Set.of(rooms);
        int limit = namespace.server().options().maxRoomsPerSocket();
        Set<String> after = new java.util.HashSet<>(rooms());
        after.remove(id);
        after.addAll(wanted);
        if (after.size() > limit) {
            throw new IllegalStateException("rooms per socket must be at most " + limit + ", was " + after.size());
        }
        namespace.adapter().join(this, wanted);
    }

    public void leave(String room) {
        namespace.adapter().leave(this, requireNonNull(room, "room"));
    }

    /** The other members of a room. */
    public BroadcastOperator to(String room) {
        return broadcast().to(room);
    }

    /** Everybody else in the namespace. */
    public BroadcastOperator broadcast() {
        return namespace.except(this);
    }

    /** Listens to an event of this socket. */
    public void on(String event, Consumer<Arguments> listener) {
        requireNonNull(listener, "listener");
        on(event, (socket, arguments, ack) -> listener.accept(arguments));
    }

    /** Listens to an event of this socket and answers it. */
    public void on(String event, BiConsumer<Arguments, Ack> listener) {
        requireNonNull(listener, "listener");
        on(event, (socket, arguments, ack) -> listener.accept(arguments, ack));
    }

    private void on(String event, Listener listener) {
        listeners.computeIfAbsent(EventName.check(event), name -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Called once, when it has left; its rooms can still be read then. */
    public void onDisconnect(Consumer<DisconnectReason> listener) {
        onDisconnect.add(requireNonNull(listener, "listener"));
    }

    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     */
    public void emit(String event, Object... arguments) {
        emit(event, Arguments.ofValues(arguments));
    }

    /** Sends an event. */
    public void emit(String event, Arguments arguments) {
        deliver(new Emission(namespace.name(), EventName.check(event), arguments, OptionalLong.empty()), false);
    }

    /**
     * Sends an event and waits for the answer.
     *
     * @return the answer, or {@link AckTimeoutException} when none came in time or the client left
     * @throws IllegalStateException if more answers are awaited than the server's options allow
     */
    public CompletableFuture<Arguments> emitWithAck(Duration timeout, String event, Object... arguments) {
        Arguments checked = Arguments.ofValues(arguments);
        EventName.check(event);
        return deliverWithAck(
                new Emission(namespace.name(), event, checked, OptionalLong.of(namespace.nextAckId())), timeout);
    }

    /**
     * Makes the client leave the namespace; its connection stays, and with it its sockets elsewhere. In a listener of this
     * socket at once: what is emitted to it afterwards is not sent, and what it has sent is not handled.
     */
    public void disconnect() {
        peer.mailbox().executeWithin(() -> {
            if (state == State.CONNECTED) {
                peer.leave();
                left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            }
        });
    }

    /**
     * Makes the client leave the namespace.
     *
     * @param close whether it leaves all others as well and its connection is closed after what waits has been sent
     */
    public void disconnect(boolean close) {
        if (close) {
            close(CloseStatus.NORMAL);
        } else {
            disconnect();
        }
    }

    /** Ends the client's connection, after what waits has been sent. It leaves all namespaces and stays away. */
    public void close(CloseStatus status) {
        requireNonNull(status, "status");
        peer.mailbox().executeWithin(() -> {
            if (state == State.CONNECTED) {
                peer.close(status);
                left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            }
        });
    }

    /** Ends the client's connection without a word, as a broken network would: Socket.IO's clients come back by themselves. */
    public void dropConnection() {
        peer.drop();
    }

    // For adapters and wires

    /** For adapters: sends an event that may be shared by many sockets. */
    public void deliver(Emission emission, boolean droppable) {
        if (state == State.CONNECTED) {
            List<Message> messages = emission.encodedFor(peer.wire());
            if (!messages.isEmpty()) {
                peer.send(messages, droppable);
            }
        }
    }

    /**
     * For adapters: sends an event that may be shared by many sockets, and waits for this one's answer.
     *
     * @return the answer, or {@link AckTimeoutException} when none came in time or the client left
     * @throws IllegalStateException if more answers are awaited than the server's options allow
     */
    public CompletableFuture<Arguments> deliverWithAck(Emission emission, Duration timeout) {
        CompletableFuture<Arguments> answer = new CompletableFuture<>();
        try {
            pendingAcks.expect(emission.ackId().getAsLong(), answer, timeout);
            deliver(emission, false);
        } catch (AckTimeoutException gone) {
            answer.completeExceptionally(gone);
        }
        return answer;
    }

    /**
     * For wires: an event has come. Called in the mailbox.
     *
     * @return false if nobody listens to it
     */
    public boolean receive(String event, Arguments arguments, Ack ack) {
        if (state != State.CONNECTED) {
            return true;
        }
        List<Listener> everywhere = namespace.listeners(event);
        List<Listener> here = listeners.getOrDefault(event, List.of());
        if ((everywhere.isEmpty() && here.isEmpty()) || ReservedNames.contains(event)) {
            return false;
        }
        everywhere.forEach(listener -> call(listener, event, arguments, ack));
        here.forEach(listener -> call(listener, event, arguments, ack));
        return true;
    }

    /** For wires: the answer to an {@link Emission#ackId} has come. */
    public void acknowledged(long ackId, Arguments answer) {
        pendingAcks.answered(ackId, answer);
    }

    /** For wires: tells the client that what it sent was refused, as {@link EventRefused} describes. */
    public void refuse(EventRefused refusal, Ack ack) {
        if (ack.isWanted()) {
            ack.send(Map.of("error", refusal.toJson()));
        } else {
            emit("error", refusal.toJson());
        }
    }

    /** For wires: the client has gone. Called in the mailbox; later calls change nothing. */
    public void left(DisconnectReason reason) {
        if (state == State.DISCONNECTED) {
            return;
        }
        boolean wasConnected = state == State.CONNECTED;
        state = State.DISCONNECTED;
        pendingAcks.close();
        if (wasConnected) {
            onDisconnect.forEach(listener -> guarded("disconnect", () -> listener.accept(reason)));
        }
        namespace.remove(this);
    }

    /** Enters the namespace: what was sent to it before has not reached it, what is sent from now on does. */
    void connected() {
        state = State.CONNECTED;
    }

    void guarded(String event, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a listener of '" + event + "' failed for socket " + id, e);
        }
    }

    private void call(Listener listener, String event, Arguments arguments, Ack ack) {
        try {
            listener.on(this, arguments, ack);
        } catch (EventRefused refusal) {
            refuse(refusal, ack);
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a listener of '" + event + "' failed for socket " + id, e);
            refuse(new EventRefused("INTERNAL", null, "the server could not handle the event"), ack);
        }
    }

    @Override
    public String toString() {
        return "Socket[" + id + " in " + namespace.name() + "]";
    }
}
