package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The bytes of one upgraded connection, as a container gives and takes them. Nothing here waits for the peer. One thread reads
 * at a time; what is about writing is called by one thread at a time.
 */
interface UpgradedStream {
    /** Begins to write. */
    void begin(WriteListener writer) throws IOException;

    /** Lets the container say when there is something to read. */
    void begin(ReadListener reader) throws IOException;

    /**
     * Reads what there is.
     *
     * @return how many bytes; 0 if there are none now, and only then the container says when there are; -1 if none will come
     */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** Has the reader called, not before this has returned or by another thread, though the container has nothing to say. */
    void callReader();

    /** Whether one write or one flush is possible. If not, the container says when it is. */
    boolean isWritable();

    /** Called first when the container has said that writing is possible. */
    default void goOn() throws IOException {}

    /** Writes an array, which belongs to the stream from now on. */
    void write(byte[] bytes) throws IOException;

    /** @return whether nothing is left to be flushed, as far as the container says */
    boolean flush() throws IOException;

    /** Lets go of the connection, whatever the peer does. Called once, by any thread. */
    void close() throws Exception; // as the containers' connections
}
