package dev.parley.connection;

import java.io.IOException;
import java.io.InputStream;

/**
 * A receiver of binary messages that need not fit into memory: it reads them. No more than about the largest message that
 * others may send ({@link MessageOptions#maxBytes}, at least 64 KiB) of what a connection has sent is held in memory; a peer that is faster
 * waits, as if the connection were paused. No limit of ours counts the bytes of a message together.
 */
public interface StreamReceiver extends Receiver {

    /**
     * A binary message has begun. Called on a thread of its own ({@code parley-stream-1} and so on, at most {@link
     * MessageOptions#maxStreams}) for one message of a connection at a time, in order; meanwhile text messages, and the end of
     * the connection, are told in the mailbox as always. What is not read is thrown away after the return.
     *
     * @param message blocks until there is something to read, for at most {@link MessageOptions#timeout} from one part to the
     *     next: then the connection is closed with 1008. When the connection ends in the middle of the message, reading ends
     *     with an {@link java.io.EOFException} after what has come. To be read by one thread at a time, and closed by itself
     */
    void binary(InputStream message) throws IOException;
}
