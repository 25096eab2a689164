package dev.parley.connection;

import java.util.List;

/** A connection that takes messages from callers who hold a lock: now they are accepted, and sent when they are told to be. */
public interface QueuedConnection extends Connection {

    /** Accepts messages as {@link #send} does, but lets them wait for {@link #flush}. Calls nobody. */
    boolean enqueue(List<Message> messages);

    /** Starts to send what waits. */
    void flush();
}
