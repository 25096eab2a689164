package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Emits to one socket in another way than usual. Immutable, so it can be kept and shared; each method gives a new one. */
public final class SocketOperator {
    private final SocketLink link;
    private final boolean droppable;
    private final boolean compress;
    private final Duration timeout; // null: until it leaves

    SocketOperator(SocketLink link, boolean droppable, boolean compress, Duration timeout) {
        this.link = link;
        this.droppable = droppable;
        this.compress = compress;
        this.timeout = timeout;
    }

    /** Is dropped if the connection cannot take it at once: Node's {@code volatile}. */
    public SocketOperator droppable() {
        return new SocketOperator(link, true, compress, timeout);
    }

    /** Whether it is worth the time of compressing it; see {@link BroadcastOperator#compress}. */
    public SocketOperator compress(boolean worthIt) {
        return new SocketOperator(link, droppable, worthIt, timeout);
    }

    /**
     * Gives the client so long to answer.
     *
     * @param limit positive
     */
    public SocketOperator timeout(Duration limit) {
        return new SocketOperator(link, droppable, compress, AckTimeoutException.check(limit));
    }

    /** Sends an event; see {@link Socket#emit(String, Object...)}. */
    public void emit(String event, Object... arguments) {
        emit(event, Arguments.ofValues(arguments));
    }

    /** Sends an event. */
    public void emit(String event, Arguments arguments) {
        link.emit(EventName.check(event), requireNonNull(arguments, "arguments"), droppable, compress);
    }

    /** Sends an event. */
    public <T> void emit(Event<T> event, T payload) {
        link.emit(event.name(), Arguments.ofPayload(payload), droppable, compress);
    }

    /** Sends an event and waits for the answer; see {@link Socket#emitWithAck(String, Object...)}. */
    public CompletableFuture<Arguments> emitWithAck(String event, Object... arguments) {
        return link.ask(EventName.check(event), Arguments.ofValues(arguments), compress, timeout);
    }

    /** Sends a request and waits for the answer. */
    public <Q, A> CompletableFuture<A> emitWithAck(Request<Q, A> request, Q payload) {
        return link.ask(request.name(), Arguments.ofPayload(payload), compress, timeout)
                .thenApply(answer -> answer.payload(request.answer()));
    }
}
