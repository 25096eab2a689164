package dev.parley.connection;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is beneath a socket, a session, or an application's own messages: a WebSocket, or the polls of a client. Safe for
 * use by many threads. It ends exactly once.
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

    /** What carries it now, in Engine.IO's words: {@code websocket} or {@code polling}. */
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
     * Sends messages that belong together, with nothing between them. Never waits for the peer.
     *
     * @param droppable whether they are dropped unless they can leave at once
     * @return whether they were accepted
     */
    boolean send(List<Message> messages, boolean droppable);

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
