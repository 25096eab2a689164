package dev.parley.connection;

import java.nio.ByteBuffer;

/**
 * Hears what happens on a {@link Connection}. All calls come from its mailbox: in order, never two at once. What a listener
 * throws is logged and changes nothing.
 */
public interface ConnectionListener {

    /**
     * Something has arrived, before it is handled.
     *
     * @param frame a message as it is; of Engine.IO a packet as it would travel in a WebSocket frame
     */
    default void packet(Message frame) {}

    /**
     * The peer has pinged, as clients of Engine.IO 3 do. Ping frames of a WebSocket are answered by the container, which
     * tells nobody.
     *
     * @param data what came with it, which the answer repeats
     */
    default void ping(ByteBuffer data) {}

    /** The peer has answered a ping, ours or that of {@link Connection#ping}. */
    default void pong(ByteBuffer data) {}

    /** Everything that was to be sent is in the container's hands. */
    default void drained() {}

    /**
     * Something else carries it from now on.
     *
     * @param transport see {@link Connection#transport}
     */
    default void upgraded(String transport) {}

    /** Something went wrong. Most often {@link #closed} follows. */
    default void failed(Throwable failure) {}

    /** It has ended, for this reason; the last call. */
    default void closed(CloseStatus status) {}
}
