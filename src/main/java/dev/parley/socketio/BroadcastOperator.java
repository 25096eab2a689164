package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Emits to many sockets of a namespace. Immutable, so it can be kept and shared; each method gives a new one. A socket
 * in several of the rooms receives one copy, and {@link #except} wins.
 */
public final class BroadcastOperator {
    private final Audience audience;
    private final BroadcastTarget target;
    private final Duration timeout; // null until one is given

    BroadcastOperator(Audience audience) {
        this(audience, BroadcastTarget.EVERYBODY, null);
    }

    private BroadcastOperator(Audience audience, BroadcastTarget target, Duration timeout) {
        this.audience = audience;
        this.target = target;
        this.timeout = timeout;
    }

    /** Adds the members of rooms; a socket's id is a room as well. Without any room it is everybody. */
    public BroadcastOperator to(String... rooms) {
        return with(new BroadcastTarget(
                plus(target.rooms(), rooms), target.except(), target.droppable(), target.local(), target.compress()));
    }

    /** The same as {@link #to}, where that reads better. */
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Leaves the members of rooms out. */
    public BroadcastOperator except(String... rooms) {
        return with(new BroadcastTarget(
                target.rooms(), plus(target.except(), rooms), target.droppable(), target.local(), target.compress()));
    }

    /** Leaves a socket out. */
    public BroadcastOperator except(Socket socket) {
        return except(socket.id());
    }

    /** Is dropped for connections that cannot take it at once: Node's {@code volatile}. */
    public BroadcastOperator droppable() {
        return with(new BroadcastTarget(target.rooms(), target.except(), true, target.local(), target.compress()));
    }

    /** Only on this node. */
    public BroadcastOperator local() {
        return with(new BroadcastTarget(target.rooms(), target.except(), target.droppable(), true, target.compress()));
    }

    /**
     * Whether it is worth the time of compressing it, as all is unless told otherwise: for bytes that are compressed already.
     * An answer to a poll stays as it is when that holds for all that it brings; what is smaller than {@code
     * parley.socketio.compression-threshold} is never compressed. A WebSocket message stays as it is where {@code
     * parley.websocket.compression} would compress it.
     */
    public BroadcastOperator compress(boolean compress) {
        return with(new BroadcastTarget(
                target.rooms(), target.except(), target.droppable(), target.local(), compress));
    }

    /**
     * Gives the clients so long to answer.
     *
     * @param limit positive
     */
    public BroadcastOperator timeout(Duration limit) {
        return new BroadcastOperator(audience, target, AckTimeoutException.check(limit));
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
        audience.broadcast(EventName.check(event), requireNonNull(arguments, "arguments"), target);
    }

    /** Sends an event. */
    public <T> void emit(Event<T> event, T payload) {
        audience.broadcast(event.name(), Arguments.ofPayload(payload), target);
    }

    /** Sends the event {@code message}: Node's {@code send} and {@code write}. */
    public void send(Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and gathers the answers of all that receive it, within the {@link #timeout}.
     *
     * @return the answers in the order in which they came, empty when nobody receives it; or {@link AckTimeoutException}
     *     with those that have come, when somebody did not answer in time or left
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     * @throws IllegalStateException if no timeout was given
     */
    public CompletableFuture<List<Arguments>> emitWithAck(String event, Object... arguments) {
        return ask(EventName.check(event), Arguments.ofValues(arguments));
    }

    /** Sends a request and gathers the answers; see {@link #emitWithAck(String, Object...)}. */
    public <Q, A> CompletableFuture<List<A>> emitWithAck(Request<Q, A> request, Q payload) {
        return ask(request.name(), Arguments.ofPayload(payload))
                .thenApply(answers -> answers.stream()
                        .map(answer -> answer.<A>payload(request.answer()))
                        .toList());
    }

    /** The sockets it would reach, on all nodes. */
    public CompletionStage<List<RemoteSocket>> fetchSockets() {
        return audience.adapter().fetch(target);
    }

    /** Makes the sockets it would reach enter rooms. */
    public void socketsJoin(String... rooms) {
        audience.adapter().join(target, Set.copyOf(List.of(rooms)));
    }

    /** Makes the sockets it would reach leave rooms. */
    public void socketsLeave(String... rooms) {
        audience.adapter().leave(target, Set.copyOf(List.of(rooms)));
    }

    /** Makes the sockets it would reach leave the namespace; see {@link Socket#disconnect(boolean)}. */
    public void disconnectSockets(boolean close) {
        audience.adapter().disconnect(target, close);
    }

    /** How many sockets it would reach, on all nodes. */
    public CompletionStage<Integer> count() {
        return audience.adapter().count(target);
    }

    private CompletableFuture<List<Arguments>> ask(String event, Arguments arguments) {
        if (timeout == null) {
            throw new IllegalStateException("a broadcast with acknowledgements must have a timeout, had none");
        }
        return audience.broadcastWithAck(event, arguments, target, timeout);
    }

    /** The same for another target. */
    BroadcastOperator with(BroadcastTarget other) {
        return new BroadcastOperator(audience, other, timeout);
    }

    private static Set<String> plus(Set<String> rooms, String... more) {
        Set<String> all = new HashSet<>(rooms);
        for (String room : more) {
            all.add(requireNonNull(room, "room"));
        }
        return all;
    }
}
