package dev.parley.wire;

import dev.parley.connection.Transport;

/** The answer to one GET, which goes on and on. Safe for use by many threads. */
public interface SseStream {

    /**
     * Starts to write and returns without waiting for the client. Never called before the last write has reported.
     *
     * @param sent told once, by any thread, possibly before this returns
     */
    void write(byte[] text, Transport.Sent sent);

    /**
     * Ends it.
     *
     * @param farewell written before, unless something else is still on its way; may be empty
     */
    void end(byte[] farewell);
}
