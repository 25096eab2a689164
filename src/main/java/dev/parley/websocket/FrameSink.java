package dev.parley.websocket;

/** Hears what a {@link FrameReader} has read. Called on the thread that reads, in the order of the frames. */
public interface FrameSink {

    /**
     * A part of a text message: whole characters.
     *
     * @param last whether it completes the message
     */
    void text(String part, boolean last);

    /**
     * A part of a binary message.
     *
     * @param bytes belong to the reader again after the call
     * @param last whether it completes the message
     */
    void binary(byte[] bytes, int offset, int length, boolean last);

    /** Whether messages still matter. If not, what is compressed is not inflated. */
    default boolean isListening() {
        return true;
    }

    /** A ping, which wants a pong with the same data (RFC 6455, 5.5.2). */
    void ping(byte[] data);

    void pong(byte[] data);

    /**
     * The peer's farewell (RFC 6455, 5.5.1), after which nothing is to be read.
     *
     * @param code 1005 if it gives none
     */
    void close(int code, String reason);
}
