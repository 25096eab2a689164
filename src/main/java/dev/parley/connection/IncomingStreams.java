package dev.parley.connection;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Turns the parts that arrive on one connection into streams, and keeps its peer waiting while too much of them is not read
 * yet. Safe for use by many threads; parts come from the mailbox.
 */
final class IncomingStreams implements PartReceiver {
    private static final Logger LOG = System.getLogger(IncomingStreams.class.getName());

    /** What a stream takes in memory besides its parts, about. */
    private static final long OVERHEAD = 256;

    private static final long LEAST_LIMIT = 65_536;

    private final StreamReceiver receiver;
    private final Executor readers;
    private final Valve valve;
    private final long limit;
    private final Duration patience;
    private final Scheduler clock;
    private volatile IncomingStream current; // changes in the mailbox; null between two messages
    private volatile long heardAt;

    // all guarded by this
    private final ArrayDeque<IncomingStream> waiting = new ArrayDeque<>(2);
    private boolean isReading;
    private boolean hasEnded;
    private long held;

    IncomingStreams(
            StreamReceiver receiver, Executor readers, Valve valve, MessageOptions limits, Scheduler clock) {
        this.receiver = receiver;
        this.readers = readers;
        this.valve = valve;
        this.limit = Math.max(limits.maxBytes(), LEAST_LIMIT);
        this.patience = limits.timeout();
        this.clock = clock;
    }

    @Override
    public void binary(ByteBuffer part, boolean last) {
        heardAt = clock.now();
        IncomingStream stream = current;
        if (stream == null) {
            stream = new IncomingStream(this::hold);
            current = stream;
            begin(stream);
        }
        stream.add(part, last);
        if (last) {
            current = null;
        }
    }

    private void begin(IncomingStream stream) {
        boolean isFirst;
        synchronized (this) {
            if (hasEnded) {
                stream.cut();
            }
            waiting.add(stream);
            isFirst = !isReading;
            isReading = true;
        }
        hold(OVERHEAD);
        if (isFirst) {
            readers.execute(this::readAll);
        }
    }

    private void readAll() {
        for (IncomingStream next = next(); next != null; next = next()) {
            try (IncomingStream stream = next) {
                receiver.binary(stream);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a message was not read to its end", e);
            } catch (RuntimeException | Error e) { // the border between the application's code and ours
                LOG.log(Level.ERROR, "a message could not be read", e);
            }
            hold(-OVERHEAD);
        }
    }

    private synchronized IncomingStream next() {
        IncomingStream next = waiting.poll();
        isReading = next != null;
        return next;
    }

    /** So many bytes more, or less, are held in memory. */
    private void hold(long bytes) {
        boolean changes = false;
        synchronized (this) {
            held += bytes;
            if (held > limit) {
                changes = valve.hold(true);
            } else if (held <= limit / 2) {
                changes = valve.hold(false);
            }
        }
        if (changes) {
            heardAt = clock.now();
            valve.settle();
        }
    }

    /** Whether a message that has begun has got no part for too long. */
    boolean isStuck(long now) {
        return current != null && now - heardAt > patience.toMillis();
    }

    /** The peer is not listened to. */
    void excuse(long now) {
        heardAt = now;
    }

    /** The connection has ended: no more parts come. */
    void end() {
        synchronized (this) {
            hasEnded = true;
        }
        IncomingStream unfinished = current;
        if (unfinished != null) {
            unfinished.cut();
        }
    }

    @Override
    public void received(Message message) {
        receiver.received(message);
    }

    @Override
    public void closed(CloseStatus status) {
        receiver.closed(status);
    }
}
