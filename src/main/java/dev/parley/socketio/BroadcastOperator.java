package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Emits to many sockets of a namespace. Immutable, so it can be kept and shared; each method gives a new one. A socket
 * in several of the rooms receives one copy, and {@link #except} wins.
 */
public final class BroadcastOperator {
    private final Namespace namespace;
    private final BroadcastTarget target;

    BroadcastOperator(Namespace namespace, BroadcastTarget target) {
        this.namespace = namespace;
        this.target = target;
    }

    /** Adds the members of a room; a socket's id is a room as well. Without any room it is everybody. */
    public BroadcastOperator to(String room) {
        return with(new BroadcastTarget(
                plus(target.rooms(), requireNonNull(room, "room")),
                target.except(),
                target.droppable(),
                target.local()));
    }

    /** The same as {@link #to}, where that reads better. */
    public BroadcastOperator in(String room) {
        return to(room);
    }

    /** Leaves the members of a room out. */
    public BroadcastOperator except(String room) {
        return with(new BroadcastTarget(
                target.rooms(),
                plus(target.except(), requireNonNull(room, "room")),
                target.droppable(),
                target.local()));
    }

    /** Leaves a socket out. */
    public BroadcastOperator except(Socket socket) {
        return except(socket.id());
    }

    /** Is dropped for connections that cannot take it at once: Socket.IO's {@code volatile}. */
    public BroadcastOperator droppable() {
        return with(new BroadcastTarget(target.rooms(), target.except(), true, target.local()));
    }

    /** Only on this node. */
    public BroadcastOperator local() {
        return with(new BroadcastTarget(target.rooms(), target.except(), target.droppable(), true));
    }

    /**
     * Sends an event. Never blocks, and never throws because somebody is slow or gone.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     */
    public void emit(String event, Object... arguments) {
        emit(event, Arguments.ofValues(arguments));
    }

    /** Sends an event. */
    public void emit(String event, Arguments arguments) {
        namespace.adapter().broadcast(
                new Emission(namespace.name(), EventName.check(event), arguments, OptionalLong.empty()), target);
    }

    /**
     * Sends an event and gathers the answers of all that receive it.
     *
     * @param timeout how long to wait, positive
     * @return the answers in the order in which they came, empty when nobody receives it; or {@link AckTimeoutException}
     *     with those that have come, when somebody did not answer in time or left
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     */
    public CompletableFuture<List<Arguments>> emitWithAck(Duration timeout, String event, Object... arguments) {
        BroadcastAcks acks = new BroadcastAcks();
        Emission emission = new Emission(
                namespace.name(),
                EventName.check(event),
                Arguments.ofValues(arguments),
                OptionalLong.of(namespace.nextAckId()));
        namespace.adapter().broadcastWithAck(emission, target, timeout, acks);
        return acks.result();
    }

    /** The sockets it would reach, on all nodes. */
    public CompletionStage<List<Socket>> fetchSockets() {
        return namespace.adapter().fetch(target);
    }

    /** Makes the sockets it would reach enter rooms. */
    public void socketsJoin(String... rooms) {
        namespace.adapter().join(target, Set.of(rooms));
    }

    /** Makes the sockets it would reach leave rooms. */
    public void socketsLeave(String... rooms) {
        namespace.adapter().leave(target, Set.of(rooms));
    }

    /** Makes the sockets it would reach leave the namespace; see {@link Socket#disconnect(boolean)}. */
    public void disconnectSockets(boolean close) {
        namespace.adapter().disconnect(target, close);
    }

    /** How many sockets it would reach, on all nodes. */
    public CompletionStage<Integer> count() {
        return namespace.adapter().count(target);
    }

    private BroadcastOperator with(BroadcastTarget other) {
        return new BroadcastOperator(namespace, other);
    }

    private static Set<String> plus(Set<String> rooms, String room) {
        Set<String> all = new HashSet<>(rooms);
        all.add(room);
        return all;
    }
}
