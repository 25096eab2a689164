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
    private byte[] first; // of those that wait; null if none does
    private ArrayDeque<byte[]> others; // null while there are none
    private int waitingBytes;
    private int waiters; // threads that wait for room
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
        Consequence effect;
        Throwable failure;
        boolean reports = true;
        synchronized (this) {
            if (isClosed) {
                failure = new ClosedChannelException();
                effect = Consequence.NONE;
            } else {
                effect = put(frame);
                failure = isOver ? new ClosedChannelException() : null;
                if (waitingBytes > ENOUGH) {
                    report = sent;
                    reports = false;
                }
            }
        }
        effect.take();
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
        Consequence effect = Consequence.NONE;
        synchronized (this) {
            if (waitingBytes > ENOUGH) {
                pong = frame;
            } else if (!isClosed) {
                effect = put(frame);
            }
        }
        effect.take();
    }

    /** Writes a frame, and waits until not too much is left to be written. */
    void writeAndWait(byte[] frame, Duration patience) throws IOException {
        Consequence effect;
        synchronized (this) {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            add(frame);
            effect = pump();
        }
        effect.take();
        awaitRoom(System.nanoTime() + patience.toNanos());
    }

    private synchronized void awaitRoom(long deadline) throws IOException {
        while (waitingBytes > ENOUGH && !isOver) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IOException("the peer does not read");
            }
            waiters++;
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the peer was to read", e);
            } finally {
                waiters--;
            }
        }
        if (isOver) {
            throw new ClosedChannelException();
        }
    }

    /** Writes the last frame, and then does something. Nothing is accepted any more. */
    void close(byte[] last, Runnable then) {
        Consequence effect = Consequence.NONE;
        synchronized (this) {
            if (!isClosed) {
                isClosed = true;
                add(last);
                farewell = then;
                effect = pump();
            }
        }
        effect.take();
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
        Consequence effect;
        synchronized (this) {
            isHeld = false;
            holder = null;
            effect = pump();
        }
        effect.take();
    }

    /** Whether nothing waits. */
    synchronized boolean isEmpty() {
        return waitingBytes == 0 && !needsFlush;
    }

    @Override
    public void onWritePossible() {
        Consequence effect;
        synchronized (this) {
            effect = goOn();
        }
        effect.take();
    }

    /** The reader is told as well. */
    @Override
    public void onError(Throwable failure) {
        broken.run();
    }

    private boolean isHeldByCaller() {
        return isHeld && holder == Thread.currentThread();
    }

    /** Called with the lock. */
    private Consequence put(byte[] frame) {
        add(frame);
        return isHeldByCaller() ? Consequence.NONE : pump();
    }

    private void add(byte[] frame) {
        if (first == null) {
            first = frame;
        } else {
            if (others == null) {
                others = new ArrayDeque<>();
            }
            others.add(frame);
        }
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
        byte[] all = first;
        if (first.length < waitingBytes) {
            all = Arrays.copyOf(first, waitingBytes);
            int at = first.length;
            for (byte[] next = others.poll(); next != null; next = others.poll()) {
                System.arraycopy(next, 0, all, at, next.length);
                at += next.length;
            }
        }
        forgetAll();
        return all;
    }

    private void forgetAll() {
        first = null;
        others = null;
        waitingBytes = 0;
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
        wakeWaiters();
        return whose == null && then == null ? Consequence.NONE : new Consequence(whose, null, then);
    }

    private void wakeWaiters() {
        if (waiters > 0) {
            notifyAll();
        }
    }

    private Consequence over(Throwable failure, Runnable then) {
        boolean isFirst = !isOver;
        isClosed = true;
        isOver = true;
        forgetAll();
        needsFlush = false;
        farewell = null;
        Transport.Sent whose = report;
        report = null;
        wakeWaiters();
        return isFirst ? new Consequence(whose, failure, then) : Consequence.NONE;
    }
}
