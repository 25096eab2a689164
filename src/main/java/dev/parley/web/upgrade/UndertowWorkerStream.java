package dev.parley.web.upgrade;

import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.StreamConnection;

/**
 * Reads on the thread that waits for all connections, and has everybody called by a worker, who may take its time. To let the
 * worker read would cost twice as much: the waiting thread would have to be told to look away, and to look again.
 */
final class UndertowWorkerStream extends UndertowStream {
    /** Bytes that are kept for a reader before the peer is made to wait. */
    private static final int ENOUGH = 16_384;

    private static final byte[] NOTHING = {};

    private final ReadBuffers buffers;
    private volatile ReadListener reader; // null before reading has begun

    // guarded by this
    private byte[] arrived = NOTHING;
    private int at; // the first that has not been read
    private boolean isEnded;
    private IOException failure; // null while there is none
    private boolean isTold; // the reader knows that there is something
    private boolean isFull; // nothing is read

    UndertowWorkerStream(StreamConnection connection, ClassLoader application, ReadBuffers buffers) {
        super(connection, application, connection.getWorker());
        this.buffers = buffers;
    }

    @Override
    public void begin(ReadListener listener) {
        reader = listener;
        source().setReadListener(channel -> arrive());
        awaitArrival();
    }

    private void arrive() {
        byte[] buffer = buffers.take();
        try {
            int count = buffer.length;
            while (count == buffer.length && !isFull()) { // more may be there, or may wait to be decrypted
                count = source().read(ByteBuffer.wrap(buffer));
                arrived(buffer, count);
            }
        } catch (IOException e) {
            failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private synchronized boolean isFull() {
        return isFull;
    }

    /** What is about looking away and back is done with the lock, or the last word could be the wrong one. */
    private synchronized void arrived(byte[] buffer, int count) {
        if (count > 0) {
            int kept = arrived.length - at;
            byte[] all = Arrays.copyOfRange(arrived, at, arrived.length + count);
            System.arraycopy(buffer, 0, all, kept, count);
            arrived = all;
            at = 0;
        } else if (count < 0) {
            isEnded = true;
        }
        if (isEnded || arrived.length >= ENOUGH) {
            isFull = true;
            awaitNoArrival();
        }
        if (count != 0) {
            tellReader();
        }
    }

    private synchronized void failed(IOException why) {
        failure = why;
        isFull = true;
        awaitNoArrival();
        tellReader();
    }

    /** Called with the lock. */
    private void tellReader() {
        if (!isTold) {
            isTold = true;
            callReader();
        }
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        int count = Math.min(arrived.length - at, length);
        if (count > 0) {
            System.arraycopy(arrived, at, buffer, offset, count);
            at += count;
            forget();
            return count;
        }
        if (failure != null) {
            throw failure;
        }
        isTold = isEnded;
        return isEnded ? -1 : 0;
    }

    private void forget() {
        if (at == arrived.length) {
            arrived = NOTHING;
            at = 0;
            if (isFull && !isEnded && failure == null) {
                isFull = false;
                awaitArrival();
            }
        }
    }

    @Override
    public void callReader() {
        threads().execute(() -> tell(reader));
    }
}
