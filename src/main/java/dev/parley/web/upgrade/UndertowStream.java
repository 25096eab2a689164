package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * A connection of Undertow, which says on one of the few threads that wait for all connections when there is something to read
 * or room to write. The streams that Undertow has for servlets ignore offset and length, and tell a failure again and again.
 */
abstract class UndertowStream implements UpgradedStream {
    private final StreamConnection connection;
    private final ClassLoader application;
    private final Executor threads;
    private final ConduitStreamSinkChannel sink;
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
    }

    final Executor threads() {
        return threads;
    }

    @Override
    public final void begin(WriteListener writer) {
        sink.setWriteListener(channel -> {
            sink.suspendWrites();
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
        sink.write(buffer);
        if (buffer.hasRemaining()) {
            left = buffer;
            awaitRoom();
        }
    }

    @Override
    public final boolean flush() throws IOException {
        if (left != null) {
            sink.write(left);
            if (left.hasRemaining()) {
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
        sink.resumeWrites();
    }

    @Override
    public final void close() throws IOException {
        connection.close();
    }
}
