package dev.parley.connection;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * What is beneath a socket, a session, or an application's own messages: a WebSocket, the polls of a client, or a stream of
 * server-sent events with POSTs. Safe for use by many threads. It ends exactly once.
 */
public interface Connection {

    /** What can be done with it: the {@code readyState} of the browser's {@code WebSocket}. */
    enum State {
        /** Whoever handles its messages is being made; what is sent waits or leaves already. */
        CONNECTING,
        /** Messages come and go. */
        OPEN,
        /** What waits is being sent; nothing is accepted any more. */
        CLOSING,
        /** It is over. */
        CLOSED
    }

    State state();

    /** The request that opened it: path, query, headers, cookies, remote address. */
    OpeningRequest request();

    /** What carries it now, in Engine.IO's words: {@code websocket} or {@code polling}; or {@code sse}. */
    String transport();

    /** The revision of Engine.IO that is spoken on it, 3 or 4; empty where messages travel as they are. */
    OptionalInt revision();

    /** The sub-protocol that was agreed on (RFC 6455, 1.9); empty if none was, and while it is carried by polls. */
    Optional<String> subprotocol();

    /** The extensions that were agreed on, by name, such as {@code permessage-deflate}. */
    List<String> extensions();

    /** Where everything that concerns it runs, one thing at a time. */
    Mailbox mailbox();

    /** The bytes that were accepted and are not yet in the container's hands: {@code bufferedAmount}. */
    long bufferedBytes();

    /**
     * Sends messages that belong together, with nothing between them. Never waits for the peer. Beneath a session that is
     * carried by polls an answer is compressed from a threshold on, unless all it brings is {@link Message#uncompressed}.
     *
     * @param droppable whether they are dropped unless they can leave at once
     * @return whether they were accepted
     */
    boolean send(List<Message> messages, boolean droppable);

    /**
     * Sends a message and says when it is in the container's hands.
     *
     * @return ends with a {@link java.nio.channels.ClosedChannelException} if the connection has ended before; what depends
     *     on it runs on a worker
     */
    CompletionStage<Void> send(Message message);

    /**
     * Asks whether the peer is there: with a ping frame on a WebSocket, with a packet where Engine.IO is carried by polls.
     *
     * @return after the answer, how long it took; ends with a {@link java.nio.channels.ClosedChannelException} if the
     *     connection has ended before, with an {@link UnsupportedOperationException} if such a client answers no pings
     */
    CompletionStage<Duration> ping();

    /**
     * Reads nothing more until {@link #resume}: TCP makes the peer wait, and a POST gets no answer. What has been read
     * before may still arrive. Silence does not end it meanwhile, and neither does the peer's farewell, which is not read.
     */
    void pause();

    /** Reads on. */
    void resume();

    boolean isPaused();

    /**
     * Begins a binary message that need not fit into memory: what is written leaves in fragments, and closing the stream
     * completes the message. Its turn comes after what was sent before; all that is sent afterwards waits for its end. The
     * stream waits for the peer to read, and is for one thread at a time.
     *
     * @throws UnsupportedOperationException where messages travel in packets, beneath a session of Engine.IO
     */
    OutputStream openBinary();

    /** Adds a listener; twice is once. */
    void addListener(ConnectionListener listener);

    void removeListener(ConnectionListener listener);

    /**
     * Sends what waits, then ends it. Later calls change nothing.
     *
     * @param status what a WebSocket's peer is told; one that polls, or speaks Engine.IO, is told that it is over
     */
    void close(CloseStatus status);

    /** Ends it at once, without waiting for the peer: what waits is forgotten. */
    void terminate();

    /** Whether messages come and go. */
    default boolean isOpen() {
        return state() == State.OPEN;
    }
}
