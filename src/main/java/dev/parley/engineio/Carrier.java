package dev.parley.engineio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.Message;
import dev.parley.connection.Step;
import dev.parley.connection.WebSocketConnection;
import java.util.List;
import java.util.Optional;

/** What carries a session at the moment. Safe for use by many threads. */
interface Carrier {

    TransportName name();

    /**
     * Sends frames that belong together; see {@link dev.parley.connection.Outbox#send}.
     *
     * @param then what takes its turn when they have left, null for nothing; the caller's to forget if they are refused
     */
    boolean send(List<Message> frames, boolean droppable, Step then);

    /** Accepts frames as {@link #send} does, but lets them wait for {@link #flush}: for callers that hold a lock. */
    boolean enqueue(List<Message> frames);

    /** Starts to send what waits. */
    void flush();

    /** The bytes that wait. */
    long bufferedBytes();

    /** Tells what happens to it, rather than to the session: drained, pong, failed. */
    void addListener(ConnectionListener listener);

    /** The WebSocket that it is; empty if it is none. */
    Optional<WebSocketConnection> webSocket();

    /**
     * Sends what waits, then says good-bye and ends the session.
     *
     * @param status for a WebSocket
     */
    void close(CloseStatus status);

    /** Lets go at once of a session that has ended. */
    void end(CloseReason reason);
}
