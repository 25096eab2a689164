package dev.parley.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/**
 * A binary message that leaves in fragments (RFC 6455, 5.4) while it is written. Writing waits for the peer to read, at
 * first for what was sent before. To be used by one thread at a time.
 */
final class BinaryStream extends OutputStream implements Step {
    private static final int FRAGMENT = 16_384;
    private static final long IDLE = Long.MIN_VALUE;

    private enum Turn {
        AWAITED,
        TAKEN,
        OVER
    }

    private final Transport transport;
    private final Scheduler clock;
    private final Duration patience;
    private final byte[] buffer = new byte[FRAGMENT];
    private int filled;
    private Turn turn = Turn.AWAITED; // guarded by this
    private Transport.Sent done; // guarded by this; null until its turn
    private volatile long writingSince = IDLE;

    /** @param patience how long the peer may take to read a fragment */
    BinaryStream(Transport transport, Scheduler clock, Duration patience) {
        this.transport = transport;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public synchronized void take(Transport.Sent report) {
        done = report;
        turn = Turn.TAKEN;
        notifyAll();
    }

    @Override
    public synchronized void forgotten() {
        turn = Turn.OVER;
        notifyAll();
    }

    @Override
    public long busySince(long now) {
        long since = writingSince;
        return since == IDLE ? now : since;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (filled == FRAGMENT) {
                send(false);
            }
            int count = Math.min(end - at, FRAGMENT - filled);
            System.arraycopy(bytes, at, buffer, filled, count);
            filled += count;
            at += count;
        }
    }

    /** Sends what has been written as a fragment. */
    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            send(false);
        }
    }

    /** Completes the message. Twice is once. */
    @Override
    public void close() throws IOException {
        Transport.Sent report;
        synchronized (this) {
            if (turn == Turn.OVER) {
                return;
            }
        }
        send(true);
        synchronized (this) {
            report = turn == Turn.TAKEN ? done : null;
            turn = Turn.OVER;
        }
        if (report != null) {
            report.report(null);
        }
    }

    private void send(boolean last) throws IOException {
        Transport.Sent report = awaitTurn();
        writingSince = clock.now();
        try {
            transport.sendPart(ByteBuffer.wrap(buffer, 0, filled), last, patience);
            filled = 0;
        } catch (IOException | RuntimeException broken) {
            forgotten();
            report.report(broken);
            throw new IOException("the message could not be sent to its end", broken);
        } finally {
            writingSince = IDLE;
        }
    }

    private synchronized Transport.Sent awaitTurn() throws IOException {
        try {
            while (turn == Turn.AWAITED) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others were sending");
        }
        if (turn == Turn.OVER) {
            throw new ClosedChannelException();
        }
        return done;
    }
}
