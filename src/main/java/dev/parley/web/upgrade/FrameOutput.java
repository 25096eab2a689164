package dev.parley.web.upgrade;

import dev.parley.connection.Transport;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Writes frames without ever waiting for the peer. What is written while the connection is busy, or held for company, goes out
 * together. Safe for use by many threads.
 *
 * <p>The container's stream is asked, written and flushed under one lock, always in that order: nothing else works on all
 * containers.
 */
final class FrameOutput implements WriteListener {
    /** Bytes that may wait here before the outbox is made to wait. */
    private static final int ENOUGH = 65_536;

    private final UpgradedStream stream;
    private final Runnable broken;

    // all guarded by this
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(1);
    private int waitingBytes;
    private byte[] pong; // answers the last ping of a peer that does not read; null if there is none
    private boolean isHeld; // more is to come from the thread that holds it
    private Thread holder;
    private boolean needsFlush;
    private boolean isClosed; // accepts nothing more
    private boolean isOver; // writes nothing more
    private Transport.Sent report; // of what made it too much; null if nobody waits
    private Runnable farewell; // when the last byte is out; null if there is none

    /** @param broken called when a write has failed; by a container in the middle of that write, so it must leave the rest to others */
    FrameOutput(UpgradedStream stream, Runnable broken) {
        this.stream = stream;
        this.broken = broken;
    }

    /** What follows from a change, to be done when no lock is held. */
    private record Consequence(Transport.Sent report, Throwable failure, Runnable then) {
        static final Consequence NONE = new Consequence(null, null, null);

        void take() {
            if (report != null) {
                report.report(failure);
            }
            if (then != null) {
                then.run();
            }
        }
    }

    /** Writes a frame. Reports at once unless too much waits. */
    void write(byte[] frame, Transport.Sent sent) {
        Consequence first;
        Throwable failure;
        boolean reports = true;
        synchronized (this) {
            if (isClosed) {
                failure = new ClosedChannelException();
                first = Consequence.NONE;
            } else {
                add(frame);
                first = isHeldByCaller() ? Consequence.NONE : pump();
                failure = isOver ? new ClosedChannelException() : null;
                if (waitingBytes > ENOUGH) {
                    report = sent;
                    reports = false;
                }
            }
        }
        first.take();
        if (reports) {
            sent.report(failure);
        }
    }

    /** Writes a frame that nobody waits for. */
    void write(byte[] frame) {
        write(frame, failure -> {});
    }

    /** Writes a pong; of those that a peer does not read only the last (RFC 6455, 5.5.3). */
    void writePong(byte[] frame) {
        Consequence first = Consequence.NONE;
        synchronized (this) {
            if (waitingBytes > ENOUGH) {
                pong = frame;
            } else if (!isClosed) {
                add(frame);
                first = isHeldByCaller() ? Consequence.NONE : pump();
            }
        }
        first.take();
    }

    /** Writes a frame, and waits until not too much is left to be written. */
    void writeAndWait(byte[] frame, Duration patience) throws IOException {
        Consequence first;
        synchronized (this) {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            add(frame);
            first = pump();
        }
        first.take();
        awaitRoom(System.nanoTime() + patience.toNanos());
    }

    private synchronized void awaitRoom(long deadline) throws IOException {
        while (waitingBytes > ENOUGH && !isOver) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IOException("the peer does not read");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the peer was to read", e);
            }
        }
        if (isOver) {
            throw new ClosedChannelException();
        }
    }

    /** Writes the last frame, and then does something. Nothing is accepted any more. */
    void close(byte[] last, Runnable then) {
        Consequence first = Consequence.NONE;
        synchronized (this) {
            if (!isClosed) {
                isClosed = true;
                add(last);
                farewell = then;
                first = pump();
            }
        }
        first.take();
    }

    /** Forgets what waits. */
    void end() {
        Consequence last;
        synchronized (this) {
            last = over(new ClosedChannelException(), null);
        }
        last.take();
    }

    /** Lets what this thread writes wait for company, until it holds no more or {@link #release}s it. */
    void hold(boolean holds) {
        synchronized (this) {
            isHeld = holds;
            holder = Thread.currentThread();
        }
    }

    /** Writes what waits. */
    void release() {
        Consequence first;
        synchronized (this) {
            isHeld = false;
            holder = null;
            first = pump();
        }
        first.take();
    }

    /** Whether nothing waits. */
    synchronized boolean isEmpty() {
        return waitingBytes == 0 && !needsFlush;
    }

    @Override
    public void onWritePossible() {
        Consequence first;
        synchronized (this) {
            first = goOn();
        }
        first.take();
    }

    /** The reader is told as well. */
    @Override
    public void onError(Throwable failure) {
        broken.run();
    }

    private boolean isHeldByCaller() {
        return isHeld && holder == Thread.currentThread();
    }

    private void add(byte[] frame) {
        waiting.add(frame);
        waitingBytes += frame.length;
    }

    /** Called with the lock. */
    private Consequence goOn() {
        try {
            if (!isOver) {
                stream.goOn();
            }
        } catch (IOException | RuntimeException e) {
            return over(e, broken);
        }
        return pump();
    }

    /** Called with the lock. */
    private Consequence pump() {
        if (isOver) {
            return Consequence.NONE;
        }
        try {
            while ((waitingBytes > 0 || needsFlush) && stream.isWritable()) {
                if (waitingBytes > 0) {
                    addPong();
                    stream.write(takeAll());
                    needsFlush = true;
                } else {
                    needsFlush = !stream.flush();
                }
            }
        } catch (IOException | RuntimeException e) { // some containers say with the latter that the connection is gone
            return over(e, broken);
        }
        return written();
    }

    private void addPong() {
        if (pong != null && !isClosed) {
            add(pong);
        }
        pong = null;
    }

    private byte[] takeAll() {
        byte[] only = waiting.poll();
        if (only.length < waitingBytes) {
            byte[] all = Arrays.copyOf(only, waitingBytes);
            int at = only.length;
            for (byte[] next = waiting.poll(); next != null; next = waiting.poll()) {
                System.arraycopy(next, 0, all, at, next.length);
                at += next.length;
            }
            only = all;
        }
        waitingBytes = 0;
        return only;
    }

    private Consequence written() {
        Transport.Sent whose = waitingBytes <= ENOUGH ? report : null;
        if (whose != null) {
            report = null;
        }
        Runnable then = waitingBytes == 0 && !needsFlush ? farewell : null;
        if (then != null) {
            farewell = null;
        }
        notifyAll();
        return whose == null && then == null ? Consequence.NONE : new Consequence(whose, null, then);
    }

    private Consequence over(Throwable failure, Runnable then) {
        boolean isFirst = !isOver;
        isClosed = true;
        isOver = true;
        waiting.clear();
        waitingBytes = 0;
        needsFlush = false;
        farewell = null;
        Transport.Sent whose = report;
        report = null;
        notifyAll();
        return isFirst ? new Consequence(whose, failure, then) : Consequence.NONE;
    }
}
