package dev.parley.web.upgrade;

import dev.parley.websocket.FrameReader;
import dev.parley.websocket.ProtocolViolation;
import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.util.Arrays;

/** Reads an upgraded connection whenever it is called, which the stream sees to. One thread reads at a time. */
final class FrameInput implements ReadListener {
    private static final byte[] NOTHING = {};

    /** One container calls {@link #onError} for ever, unless it throws. */
    private static final int PATIENCE = 2;

    /** Hears how it goes; called by the thread that reads. */
    interface Listener {
        /** The peer has broken a rule; nothing more is understood. */
        void violated(ProtocolViolation violation);

        void failed(Throwable failure);

        /** The peer sends nothing any more. */
        void ended();

        /** All that has come has been read. */
        void paused();
    }

    private final UpgradedStream stream;
    private final FrameReader frames;
    private final ReadBuffers buffers;
    private final Listener listener;
    private volatile boolean isSuspended;
    private volatile boolean isIgnored; // what comes is thrown away
    private byte[] kept = NOTHING; // read and not yet understood, from keptAt on; confined to the thread that reads
    private int keptAt; // as above
    private boolean hasStopped; // because of a suspension, which may be over by now; confined to the thread that reads
    private int errors; // confined to the container's threads

    // guarded by this
    private boolean isReading;
    private boolean isCalled; // while another thread was input
    private boolean isParked; // a resumption has to read

    FrameInput(UpgradedStream stream, FrameReader frames, ReadBuffers buffers, Listener listener) {
        this.stream = stream;
        this.frames = frames;
        this.buffers = buffers;
        this.listener = listener;
    }

    /** Understands no further frame until {@link #resume}. */
    void suspend() {
        synchronized (this) {
            isSuspended = true;
        }
    }

    void resume() {
        synchronized (this) {
            isSuspended = false;
            if (!isParked) {
                return;
            }
            isParked = false;
        }
        stream.callReader();
    }

    /** Whether a suspension has left something unread, so that a call would change nothing before {@link #resume}. */
    synchronized boolean isParked() {
        return isParked;
    }

    /** Understands nothing any more. */
    void ignore() {
        isIgnored = true;
    }

    boolean isIgnoring() {
        return isIgnored;
    }

    @Override
    public void onDataAvailable() {
        synchronized (this) {
            if (isReading || isParked) {
                isCalled |= isReading;
                return;
            }
            isReading = true;
        }
        read();
    }

    @Override
    public void onAllDataRead() {
        listener.ended();
    }

    @Override
    public void onError(Throwable failure) {
        if (++errors > PATIENCE) {
            throw new IllegalStateException("the connection has failed", failure);
        }
        listener.failed(failure);
    }

    private void read() {
        byte[] buffer = buffers.take();
        try {
            do {
                readAll(buffer);
            } while (goesOnAfterAll());
        } finally {
            buffers.giveBack(buffer);
            listener.paused();
        }
    }

    private void readAll(byte[] buffer) {
        try {
            hasStopped = false;
            keptAt = understand(kept, keptAt, kept.length);
            if (stops() && keptAt < kept.length) { // nothing is moved for one frame
                return;
            }
            int filled = kept.length - keptAt;
            System.arraycopy(kept, keptAt, buffer, 0, filled);
            keep(NOTHING);
            int count = 1;
            while (count > 0 && !stops()) {
                count = stream.read(buffer, filled, buffer.length - filled);
                filled += Math.max(count, 0);
                int at = understand(buffer, 0, filled);
                filled -= at;
                System.arraycopy(buffer, at, buffer, 0, filled);
            }
            if (count < 0) {
                listener.ended();
            }
            if (filled > 0) {
                keep(Arrays.copyOf(buffer, filled));
            }
        } catch (IOException | RuntimeException e) { // some containers say with the latter that the connection is gone
            listener.failed(e);
        }
    }

    private void keep(byte[] rest) {
        kept = rest;
        keptAt = 0;
    }

    /** Understands frames; says where the first begins that is not. */
    private int understand(byte[] buffer, int from, int filled) {
        int at = from;
        try {
            while ((at < filled || frames.isInflating()) && !isIgnored && !stops()) {
                int next = frames.read(buffer, at, filled);
                if (next == FrameReader.NEEDS_MORE) {
                    break;
                }
                at = next;
            }
        } catch (ProtocolViolation violation) {
            isIgnored = true;
            listener.violated(violation);
        }
        return isIgnored ? filled : at;
    }

    private boolean stops() {
        hasStopped |= isSuspended;
        return hasStopped;
    }

    private synchronized boolean goesOnAfterAll() {
        if (isSuspended) {
            isParked = true;
        } else if (isCalled || hasStopped) { // what has come is told by nobody again
            isCalled = false;
            return true;
        }
        isReading = false;
        return false;
    }
}
