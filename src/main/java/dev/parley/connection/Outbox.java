package dev.parley.connection;

import java.util.List;
import java.util.function.Consumer;

/**
 * All that leaves one connection: a bounded queue with at most one send in flight. Safe for use by many threads.
 *
 * <p>The next send starts when the last has reported, in a loop and never by recursion, because containers may report
 * from inside the call that sends. No lock is held while the transport is called.
 *
 * <p>When it is full, the connection is given up with {@link CloseStatus#OUTBOX_FULL}. Messages that may be dropped never
 * wait: they leave at once or not at all. Nothing that was accepted is lost silently.
 */
public final class Outbox {
    private final Transport transport;
    private final OutboxOptions options;
    private final Scheduler clock;
    private final Consumer<CloseStatus> giveUp;

    // all guarded by this
    private final MessageQueue queue;
    private boolean inFlight;
    private int inFlightBytes;
    private boolean pumping;
    private boolean closed;
    private CloseStatus closeWhenEmpty;
    private long sendStarted;
    private long dropped;

    Outbox(Transport transport, OutboxOptions options, Scheduler clock, Consumer<CloseStatus> giveUp) {
        this.transport = transport;
        this.queue = new MessageQueue(options);
        this.options = options;
        this.clock = clock;
        this.giveUp = giveUp;
    }

    /**
     * Sends messages that belong together, with nothing between them.
     *
     * @param droppable whether they are dropped unless they can leave at once (Socket.IO's "volatile")
     * @return whether they were accepted
     */
    public boolean send(List<Message> messages, boolean droppable) {
        boolean fits;
        synchronized (this) {
            if (closed || closeWhenEmpty != null) {
                return false;
            }
            if (droppable && (inFlight || !queue.isEmpty())) {
                dropped += messages.size();
                return false;
            }
            fits = queue.fits(messages);
            if (fits) {
                queue.add(messages);
            }
        }
        if (!fits) {
            giveUp.accept(CloseStatus.OUTBOX_FULL);
            return false;
        }
        pump();
        return true;
    }

    /** Lets messages wait, however many, without sending: {@link #pump} does. Calls nobody. */
    synchronized void hold(List<Message> messages) {
        if (!closed && closeWhenEmpty == null) {
            queue.add(messages);
        }
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
        queue.clear();
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

    /** The bytes that wait or are in flight. */
    synchronized long bufferedBytes() {
        return queue.bytes() + inFlightBytes;
    }

    /** Whether nothing is accepted any more, although something may still leave. */
    synchronized boolean isClosing() {
        return closeWhenEmpty != null;
    }

    /** The messages that were dropped because they could not leave at once. */
    synchronized long dropped() {
        return dropped;
    }

    /** Starts to send what waits, unless that is under way. */
    void pump() {
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
            Message waiting = closed || inFlight ? null : queue.poll();
            if (waiting != null) {
                inFlight = true;
                inFlightBytes = waiting.size();
                sendStarted = clock.now();
                return waiting;
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
            inFlightBytes = 0;
            if (failure != null) {
                closed = true; // nothing may follow what was lost
            } else if (pumping) {
                return; // the loop goes on
            }
        }
        if (failure != null) {
            giveUp.accept(CloseStatus.WRITE_FAILED);
        } else {
            pump();
        }
    }
}
