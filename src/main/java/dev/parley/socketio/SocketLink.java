package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.socketio.protocol.JsonText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What joins a {@link Socket} to its client: the side that wires and adapters see. Safe for use by many threads where it does
 * not say otherwise.
 */
public final class SocketLink {
    private static final Logger LOG = System.getLogger(SocketLink.class.getName());

    private enum State {
        CONNECTING,
        CONNECTED,
        DISCONNECTED
    }

    private final Socket socket;
    private final Peer peer;
    private final PendingAcks pendingAcks;
    private final SocketRecovery recovery; // null where its client cannot come back
    private Wire wire; // set before anybody knows the socket
    private UserShare share; // as wire; null of a guest
    private volatile State state = State.CONNECTING; // changes in the mailbox only
    private volatile String detail = "";
    private Validity validity; // confined to the mailbox; null where it stays certain who the client is

    SocketLink(Socket socket, Peer peer, SocketRecovery recovery) {
        this.socket = socket;
        this.peer = peer;
        this.recovery = recovery;
        SocketIoServer server = socket.namespace().server();
        this.pendingAcks = new PendingAcks(server.scheduler(), server.options().maxPendingAcks());
    }

    /** @param shared with its user's others; null of a guest */
    void begin(UserShare shared) {
        share = shared;
        wire = peer.begin(socket);
    }

    Peer peer() {
        return peer;
    }

    /** Null of a guest. */
    UserShare share() {
        return share;
    }

    /** Null where its client cannot come back. */
    SocketRecovery recovery() {
        return recovery;
    }

    /** The secret by which its client may ask for it after its connection was lost, to be told to that client alone. */
    public Optional<String> pid() {
        return recovery == null ? Optional.empty() : Optional.of(recovery.pid());
    }

    boolean isConnected() {
        return state == State.CONNECTED;
    }

    boolean hasLeft() {
        return state == State.DISCONNECTED;
    }

    Optional<String> detail() {
        return detail.isEmpty() ? Optional.empty() : Optional.of(detail);
    }

    /** Enters the namespace: what was sent to it before has not reached it, what is sent from now on does. */
    void connected() {
        state = State.CONNECTED;
    }

    /** It is certain who the client is for a while only. */
    void watchedBy(Validity watch) {
        validity = watch;
    }

    // Out

    void emit(String event, Arguments arguments, boolean droppable, boolean compress) {
        if (recovery == null || droppable) {
            deliver(emission(event, arguments, compress, OptionalLong.empty()), droppable);
        } else if (state != State.CONNECTING && !recovery.isOver()) { // its client may be away, and come back
            socket.namespace().publish(event, arguments, socket.id(), compress);
        }
    }

    CompletableFuture<Arguments> ask(String event, Arguments arguments, boolean compress, Duration timeout) {
        return deliverWithAck(
                emission(event, arguments, compress, OptionalLong.of(socket.namespace().nextAckId())), timeout);
    }

    private Emission emission(String event, Arguments arguments, boolean compress, OptionalLong ackId) {
        return new Emission(socket.namespace().name(), event, arguments, compress, ackId);
    }

    /** Sends an event that may be shared by many sockets. */
    public void deliver(Emission emission, boolean droppable) {
        if (state != State.CONNECTED) {
            return;
        }
        List<Message> messages = emission.encodedFor(wire);
        if (messages.isEmpty()) {
            return;
        }
        emission.received();
        if (emission.offset() == null) {
            tellOutgoing(emission);
            peer.send(messages, droppable);
        } else {
            peer.enqueue(messages); // or not: then releasing it gives the connection up
            emission.heldBy(this);
        }
    }

    /** Sends what was accepted when it was delivered. */
    void release(Emission emission) {
        peer.flush();
        tellOutgoing(emission);
    }

    List<Message> encode(Emission emission) {
        return emission.encodedFor(wire);
    }

    void tellOutgoing(Emission emission) {
        tellOutgoing(socket.namespace().handlers().outgoing, emission);
        tellOutgoing(socket.listening().outgoing, emission);
    }

    private void tellOutgoing(List<AnyListener> listeners, Emission emission) {
        if (!listeners.isEmpty()) {
            listeners.forEach(listener ->
                    guarded(emission.event(), () -> listener.on(socket, emission.event(), emission.arguments())));
        }
    }

    /**
     * Sends an event that may be shared by many sockets, and waits for this one's answer.
     *
     * @param timeout how long to wait; null: until the client leaves
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

    // In

    /** An event has come. Called in the mailbox. */
    public void receive(String event, Arguments arguments, Ack ack) {
        if (state != State.CONNECTED) {
            return;
        }
        if (validity != null && event.equals(Authenticator.RENEWAL)) {
            validity.renew(arguments, ack);
        } else {
            socket.dispatch().receive(event, arguments, ack);
        }
    }

    /** The answer to an {@link Emission#ackId} has come. */
    public void acknowledged(long ackId, Arguments answer) {
        pendingAcks.answered(ackId, answer);
    }

    /** Tells the client that what it sent was refused, as {@link EventRefused} describes. */
    public void refuse(EventRefused refusal, Ack ack) {
        tell(refusal.toJson(), ack);
    }

    /** The client has gone, and this is all that is known. Called in the mailbox; later calls change nothing. */
    public void left(DisconnectReason reason) {
        left(reason, "");
    }

    /**
     * The client has gone. Called in the mailbox; later calls change nothing.
     *
     * @param detail what else is known, for people; may be empty
     */
    public void left(DisconnectReason reason, String detail) {
        if (state == State.DISCONNECTED) {
            return;
        }
        boolean wasConnected = state == State.CONNECTED;
        Set<String> rooms = Set.of();
        if (wasConnected) {
            socket.listening().onDisconnecting.forEach(
                    listener -> guarded("disconnecting", () -> listener.accept(reason)));
            rooms = recovery == null ? rooms : socket.rooms();
        }
        this.detail = detail;
        state = State.DISCONNECTED;
        pendingAcks.close();
        if (validity != null) {
            validity.cancel();
        }
        socket.namespace().server().userShares().leave(share);
        socket.namespace().forget(socket);
        if (wasConnected) {
            socket.listening().onDisconnect.forEach(
                    listener -> guarded("disconnect", () -> listener.accept(reason)));
            socket.namespace().handlers().onDisconnect.forEach(
                    listener -> guarded("disconnect", () -> listener.accept(socket, reason)));
        }
        socket.namespace().remove(socket, reason, rooms);
    }

    /** The server wants the client to leave the namespace; in a listener of the socket at once. */
    void leave(CloseStatus why) {
        peer.mailbox().executeWithin(() -> {
            if (state == State.CONNECTED) {
                peer.leave(why);
                left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            }
        });
    }

    /** The client is who it was, with other roles perhaps. Called in the mailbox. */
    void renew(User user) {
        Set<String> before = socket.handshake().request().roles();
        socket.renew(user);
        if (socket.handshake().request().roles().equals(before)) {
            return;
        }
        socket.namespace().handlers().onRolesChanged.forEach(
                listener -> guarded("roles changed", () -> listener.accept(socket)));
    }

    /** The client is to be somebody else, if it is one that is meant. */
    void change(Predicate<User> which, UnaryOperator<User> how) {
        peer.mailbox().execute(() -> {
            if (state == State.CONNECTED
                    && socket.handshake().principal().orElse(null) instanceof User user
                    && which.test(user)) {
                guarded("roles changed", () -> {
                    User other = how.apply(user);
                    if (!other.id().equals(user.id())) {
                        throw new IllegalArgumentException("a user must keep the id " + user.id() + ", was " + other.id());
                    }
                    renew(other);
                });
            }
        });
    }

    /** It is not certain any more who the client is. Called in the mailbox. */
    void expire() {
        loseUser(CloseStatus.AUTH_EXPIRED, DisconnectReason.AUTH_EXPIRED);
    }

    /** What the client has shown does not count any more. */
    void revoke() {
        peer.mailbox().executeWithin(() -> loseUser(CloseStatus.AUTH_REVOKED, DisconnectReason.AUTH_REVOKED));
    }

    private void loseUser(CloseStatus status, DisconnectReason reason) {
        if (state == State.CONNECTED) {
            socket.emit(
                    Authenticator.SENT_AWAY,
                    JsonText.object().add("code", status.code()).add("reason", status.reason()).build());
            peer.leave(status);
            left(reason);
        }
    }

    /** The server wants the client to leave all its namespaces. */
    void close(CloseStatus status) {
        peer.mailbox().executeWithin(() -> {
            if (state == State.CONNECTED) {
                peer.close(status);
                left(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            }
        });
    }

    // Errors

    /** An asynchronous listener is done: answers the client. By any thread. */
    void answer(String event, Ack ack, Object value, Throwable failure) {
        if (failure == null) {
            try {
                ack.send(Arguments.ofPayload(value));
                return;
            } catch (RuntimeException unwritable) {
                failure = unwritable;
            }
        }
        Throwable cause = Failures.cause(failure);
        peer.mailbox().execute(() -> failed(event, ack, cause));
    }

    /** A listener or a middleware has failed. Called in the mailbox. */
    void failed(String event, Ack ack, Throwable error) {
        guarded("error", () -> {
            var verdict = socket.namespace().handlers().handle(socket, error);
            if (verdict.isPresent()) {
                Object answer = verdict.get().answer();
                if (answer != null) {
                    tell(answer, ack);
                }
            } else if (error instanceof EventRefused refusal) {
                refuse(refusal, ack);
            } else {
                LOG.log(Level.ERROR, "a listener of '" + event + "' failed for socket " + socket.publicId(), error);
                refuse(new EventRefused("INTERNAL", null, "the server could not handle the event"), ack);
            }
        });
    }

    private void tell(Object error, Ack ack) {
        if (ack.isWanted()) {
            ack.send(Map.of("error", error));
        } else {
            emit("error", Arguments.ofValues(error), false, true);
        }
    }

    /** Calls the application where nobody waits for its answer. */
    void guarded(String event, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) { // the border between the application's code and ours; also checked ones, undeclared
            LOG.log(Level.ERROR, "a listener of '" + event + "' failed for socket " + socket.publicId(), e);
        }
    }
}
