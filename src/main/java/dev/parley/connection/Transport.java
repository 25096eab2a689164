package dev.parley.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * What carries one connection: the one thing a container technology implements. The {@link Outbox} calls it; it never
 * starts a second send before the first has reported, because some containers refuse that.
 */
public interface Transport {

    /** How a send ended; called exactly once, by any thread, possibly before {@link #send} returns. */
    interface Sent {
        /** @param failure null when the message is in the container's hands, else why it is not */
        void report(Throwable failure);
    }

    /** Starts to send a message and returns without waiting for the peer. */
    void send(Message message, Sent sent);

    /**
     * Sends a ping frame (RFC 6455, 5.5.2). May block for a moment on some containers.
     *
     * @param data what the answer shall repeat, at most 125 bytes
     */
    void ping(ByteBuffer data) throws IOException;

    /** The sub-protocol that was agreed on; empty if none was. */
    default String subprotocol() {
        return "";
    }

    /** The names of the extensions that were agreed on. */
    default List<String> extensions() {
        return List.of();
    }

    /**
     * Sends a part of a binary message and waits until it is in the container's hands. Called for one message at a time,
     * while no other is being sent.
     *
     * @param patience how long the peer may take to read
     */
    default void sendPart(ByteBuffer part, boolean last, Duration patience) throws IOException {
        throw new UnsupportedOperationException("this transport sends whole messages");
    }

    /** Reads nothing more until {@link #resumeReading}; false if it cannot: then the thread that delivers is made to wait. */
    default boolean suspendReading() {
        return false;
    }

    /** Reads on. */
    default void resumeReading() {}

    /** Lets go of the connection without waiting for the peer's farewell. May block for a moment. */
    default void terminate(CloseStatus status) {
        close(status);
    }

    /** Sends a close frame if that is still possible and lets go of the connection. May block for a moment. */
    void close(CloseStatus status);
}
