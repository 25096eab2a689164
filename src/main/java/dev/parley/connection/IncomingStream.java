package dev.parley.connection;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.LongConsumer;

/** A binary message that is read while it arrives. Parts are added by one thread and read by another. */
final class IncomingStream extends InputStream {
    /** What a part takes in memory besides its bytes, about; counted, so that nobody floods us with empty ones. */
    private static final int OVERHEAD = 64;

    private enum State {
        GROWING,
        WHOLE,
        CUT,
        CLOSED
    }

    private final LongConsumer memory;

    // all guarded by this
    private final ArrayDeque<ByteBuffer> parts = new ArrayDeque<>();
    private State state = State.GROWING;

    /** @param memory told how many bytes more, or less, are held; called without a lock */
    IncomingStream(LongConsumer memory) {
        this.memory = memory;
    }

    /** A part has come; it is copied. */
    void add(ByteBuffer part, boolean last) {
        ByteBuffer copy = ByteBuffer.allocate(part.remaining()).put(part).flip();
        synchronized (this) {
            if (state != State.GROWING) {
                return;
            }
            parts.add(copy);
            state = last ? State.WHOLE : state;
            notifyAll();
        }
        memory.accept(size(copy));
    }

    /** No more will come. */
    synchronized void cut() {
        if (state == State.GROWING) {
            state = State.CUT;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long freed = 0;
        try {
            synchronized (this) {
                ByteBuffer part = awaitPart();
                for (; part != null && !part.hasRemaining(); part = awaitPart()) {
                    freed += size(parts.remove());
                }
                if (part == null) {
                    return -1;
                }
                int count = Math.min(length, part.remaining());
                part.get(bytes, offset, count);
                freed += part.hasRemaining() ? 0 : size(parts.remove());
                return count;
            }
        } finally {
            memory.accept(-freed);
        }
    }

    /** The first part, or null at the end. Called with the lock. */
    private ByteBuffer awaitPart() throws IOException {
        try {
            while (parts.isEmpty() && state == State.GROWING) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the peer was sending");
        }
        if (parts.isEmpty() && state == State.CUT) {
            throw new EOFException("the connection has ended in the middle of the message");
        } else if (state == State.CLOSED) {
            throw new IOException("the stream is closed");
        }
        return parts.peek();
    }

    @Override
    public synchronized int available() {
        return parts.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    /** Throws away what is left, and what comes. */
    @Override
    public void close() {
        long freed = 0;
        synchronized (this) {
            state = State.CLOSED;
            for (ByteBuffer part : parts) {
                freed += size(part);
            }
            parts.clear();
            notifyAll();
        }
        memory.accept(-freed);
    }

    private static long size(ByteBuffer part) {
        return (long) OVERHEAD + part.capacity();
    }
}
