package dev.parley.web.upgrade;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.ssl.SslConnection;

/**
 * A connection of Undertow, which says on one of the few threads that wait for all connections when there is something to read
 * or room to write. The streams that Undertow has for servlets ignore offset and length, and tell a failure again and again.
 */
abstract class UndertowStream implements UpgradedStream {
    private final StreamConnection connection;
    private final ClassLoader application;
    private final Executor threads;
    private final ConduitStreamSinkChannel sink;
    private final ConduitStreamSourceChannel source;

    /**
     * Guards what Undertow is asked to say. Over TLS it keeps that beside what it does itself in one number, which it changes
     * while it reads and writes, under a lock of its own: without that a wish could be lost, and a connection stand still.
     */
    private final Object wishes;

    private ByteBuffer left; // what there was no room for; guarded by who writes, as the next one
    private boolean awaitsRoom; // Undertow will say when there is

    /**
     * @param application finds what threads that work for it look for
     * @param threads tell the reader and the writer; Undertow's own or others
     */
    UndertowStream(StreamConnection connection, ClassLoader application, Executor threads) {
        this.connection = connection;
        this.application = application;
        this.threads = threads;
        this.sink = connection.getSinkChannel();
        this.source = connection.getSourceChannel();
        this.wishes = connection instanceof SslConnection encrypted ? UndertowXnioSsl.getSslConduit(encrypted) : new Object();
    }

    final ConduitStreamSourceChannel source() {
        return source;
    }

    final Executor threads() {
        return threads;
    }

    @Override
    public final void begin(WriteListener writer) {
        sink.setWriteListener(channel -> {
            synchronized (wishes) {
                sink.suspendWrites();
            }
            threads.execute(() -> inApplication(() -> roomFor(writer)));
        });
    }

    private static void roomFor(WriteListener writer) {
        try {
            writer.onWritePossible();
        } catch (IOException e) {
            writer.onError(e);
        }
    }

    final void tell(ReadListener reader) {
        inApplication(() -> {
            try {
                reader.onDataAvailable();
            } catch (IOException e) {
                reader.onError(e);
            }
        });
    }

    /** Undertow's threads do not know for whom they work. */
    final void inApplication(Runnable work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public final boolean isWritable() {
        return !awaitsRoom;
    }

    @Override
    public final void goOn() throws IOException {
        awaitsRoom = false;
        flush();
    }

    @Override
    public final void write(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (!writeAll(buffer)) {
            left = buffer;
            awaitRoom();
        }
    }

    /** Over TLS one write takes one record, 16 kB, whatever there is room for. */
    private boolean writeAll(ByteBuffer buffer) throws IOException {
        int count = 1;
        while (buffer.hasRemaining() && count > 0) {
            count = sink.write(buffer);
        }
        return !buffer.hasRemaining();
    }

    @Override
    public final boolean flush() throws IOException {
        if (left != null) {
            if (!writeAll(left)) {
                awaitRoom();
                return false;
            }
            left = null;
        }
        boolean isOut = sink.flush();
        if (!isOut) {
            awaitRoom();
        }
        return isOut;
    }

    private void awaitRoom() {
        awaitsRoom = true;
        synchronized (wishes) {
            sink.resumeWrites();
        }
    }

    /** Has the thread of the connection called when there is something to read. */
    final void awaitArrival() {
        synchronized (wishes) {
            source.resumeReads();
        }
    }

    final void awaitNoArrival() {
        synchronized (wishes) {
            source.suspendReads();
        }
    }

    @Override
    public final void close() throws IOException {
        try {
            if (connection instanceof SslConnection) {
                sayThatItEnds();
            }
        } finally {
            connection.close();
        }
    }

    /** As far as there is room: without this the peer cannot know that nobody has cut off what was to come (RFC 8446, 6.1). */
    private void sayThatItEnds() throws IOException {
        synchronized (wishes) {
            sink.shutdownWrites();
            sink.flush();
        }
    }
}
