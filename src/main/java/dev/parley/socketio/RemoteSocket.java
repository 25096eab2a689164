package dev.parley.socketio;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A socket of this node or of another, as {@link Broadcaster#fetchSockets} finds it. Safe for use by many threads. */
public interface RemoteSocket {

    /** See {@link Socket#id}. */
    String id();

    /** See {@link Socket#handshake}. */
    Handshake handshake();

    /** The rooms it is in, its own included. A snapshot; of another node's socket that of the moment when it was found. */
    Set<String> rooms();

    /** What its application keeps with it; of another node's socket a copy. */
    SocketData data();

    /** Makes it enter rooms. */
    void join(String... rooms);

    /** Makes it leave a room. */
    void leave(String room);

    /**
     * Sends it an event.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     */
    void emit(String event, Object... arguments);

    /**
     * Sends it an event and waits for the answer.
     *
     * @param timeout how long to wait, positive
     * @return the answer, or {@link AckTimeoutException} when none came in time or the client left
     */
    CompletableFuture<Arguments> emitWithAck(Duration timeout, String event, Object... arguments);

    /** See {@link Socket#disconnect(boolean)}. */
    void disconnect(boolean close);
}
