package dev.parley.connection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that leaves one connection: a bounded queue with at most one send in flight. Safe for use by many threads.
 *
 * <p>The next send starts when the last has reported, in a loop and never by recursion, because containers may report
 * from inside the call that sends. No lock is held while the transport is called.
 *
 * <p>When it is full, messages that may be dropped go first; if that does not help, the connection is given up with
 * {@link CloseStatus#OUTBOX_FULL}. Nothing that was accepted is lost silently otherwise.
 */
public final class Outbox {
    private record Waiting(Message message, boolean droppable) {}

    private final Transport transport;
    private final OutboxOptions options;
    private final Scheduler clock;
    private final Consumer<CloseStatus> giveUp;

    // all guarded by this
    private ArrayDeque<Waiting> queue; // null while nothing has ever had to wait
    private long queuedBytes;
    private boolean inFlight;
    private boolean pumping;
    private boolean closed;
    private CloseStatus closeWhenEmpty;
    private long sendStarted;
    private long dropped;

    Outbox(Transport transport, OutboxOptions options, Scheduler clock, Consumer<CloseStatus> giveUp) {
        this.transport = transport;
        this.options = options;
        this.clock = clock;
        this.giveUp = giveUp;
    }

    /**
     * Sends messages that belong together, with nothing between them.
     *
     * @param droppable whether they may be dropped when the peer reads too slowly (Socket.IO's "volatile")
     * @return whether they were accepted
     */
    public boolean send(List<Message> messages, boolean droppable) {
        boolean full = false;
        synchronized (this) {
            if (closed || closeWhenEmpty != null) {
                return false;
            }
            if (!fits(messages)) {
                if (droppable) {
                    dropped += messages.size();
                    return false;
                }
                dropDroppable();
                full = !fits(messages);
            }
            if (!full) {
                enqueue(messages, droppable);
            }
        }
        if (full) {
            giveUp.accept(CloseStatus.OUTBOX_FULL);
            return false;
        }
        pump();
        return true;
    }

    /** Sends a ping unless something is under way: then the write timeout watches the peer. */
    boolean ping() {
        synchronized (this) {
            if (closed || inFlight || pumping || closeWhenEmpty != null) {
                return false;
            }
            inFlight = true;
            sendStarted = clock.now();
        }
        try {
            transport.ping();
        } catch (java.io.IOException | RuntimeException broken) {
            sent(broken);
            return false;
        }
        sent(null);
        return true;
    }

    /** Accepts nothing more; once the last message is out, the connection is given up with this status. */
    void closeWhenEmpty(CloseStatus status) {
        synchronized (this) {
            if (closed || closeWhenEmpty != null) {
                return;
            }
            closeWhenEmpty = status;
        }
        pump();
    }

    /** Forgets what waits. */
    synchronized void close() {
        closed = true;
        queue = null;
        queuedBytes = 0;
    }

    /** Gives the connection up when a send has been in flight for too long. */
    void checkDeadline(long now) {
        boolean late;
        synchronized (this) {
            late = !closed && inFlight && now - sendStarted > options.writeTimeout().toMillis();
        }
        if (late) {
            giveUp.accept(CloseStatus.WRITE_TIMEOUT);
        }
    }

    /** The bytes that wait, without those in flight. */
    synchronized long waitingBytes() {
        return queuedBytes;
    }

    /** The messages that were dropped because the peer reads too slowly. */
    synchronized long dropped() {
        return dropped;
    }

    private boolean fits(List<Message> messages) {
        int count = queue == null ? 0 : queue.size();
        if (count == 0) {
            return true; // also what is larger than the whole outbox gets its chance
        }
        return count + messages.size() <= options.maxMessages() && queuedBytes + size(messages) <= options.maxBytes();
    }

    private void enqueue(List<Message> messages, boolean droppable) {
        if (queue == null) {
            queue = new ArrayDeque<>(4);
        }
        for (Message message : messages) {
            queue.add(new Waiting(message, droppable));
        }
        queuedBytes += size(messages);
    }

    private void dropDroppable() {
        for (Iterator<Waiting> each = queue.iterator(); each.hasNext(); ) {
            Waiting waiting = each.next();
            if (waiting.droppable()) {
                each.remove();
                queuedBytes -= waiting.message().size();
                dropped++;
            }
        }
    }

    private static long size(List<Message> messages) {
        long bytes = 0;
        for (Message message : messages) {
            bytes += message.size();
        }
        return bytes;
    }

    private void pump() {
        synchronized (this) {
            if (pumping || inFlight) {
                return;
            }
            pumping = true;
        }
        for (Message next = next(); next != null; next = next()) {
            try {
                transport.send(next, this::sent);
            } catch (RuntimeException refused) {
                sent(refused);
            }
        }
    }

    /** The next message to send; null ends the loop, which whoever reports the send in flight takes up again. */
    private Message next() {
        CloseStatus farewell;
        synchronized (this) {
            Waiting waiting = closed || inFlight || queue == null ? null : queue.poll();
            if (waiting != null) {
                queuedBytes -= waiting.message().size();
                inFlight = true;
                sendStarted = clock.now();
                return waiting.message();
            }
            pumping = false;
            farewell = inFlight || closed ? null : closeWhenEmpty;
        }
        if (farewell != null) {
            giveUp.accept(farewell);
        }
        return null;
    }

    private void sent(Throwable failure) {
        synchronized (this) {
            inFlight = false;
            if (failure != null) {
                closed = true; // nothing may follow what was lost
            } else if (pumping) {
                return; // the loop goes on
            }
        }
        if (failure != null) {
            giveUp.accept(CloseStatus.ABNORMAL);
        } else {
            pump();
        }
    }
}
