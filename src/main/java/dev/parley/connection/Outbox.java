package dev.parley.connection;

import java.util.List;
import java.util.function.UnaryOperator;

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
    /** Whose outbox it is. Called without a lock, by any thread. */
    interface Owner {
        /** It cannot go on. */
        void giveUp(CloseStatus status);

        /** A message could not be sent; {@link #giveUp} follows. */
        default void failed(Throwable failure) {}

        /** Nothing waits any more. */
        default void drained() {}
    }

    private final Transport transport;
    private final OutboxOptions options;
    private final Scheduler clock;
    private final Owner owner;

    // all guarded by this
    private MessageQueue queue; // null while nothing has ever had to wait
    private final InFlight inFlight = new InFlight();
    private boolean pumping;
    private boolean closed;
    private boolean isDrained = true;
    private boolean overfull; // accepts nothing more: the connection is given up
    private CloseStatus closeWhenEmpty;
    private long dropped;

    Outbox(Transport transport, OutboxOptions options, Scheduler clock, Owner owner) {
        this.transport = transport;
        this.options = options;
        this.clock = clock;
        this.owner = owner;
    }

    /**
     * Sends messages that belong together, with nothing between them.
     *
     * @param droppable whether they are dropped unless they can leave at once (Socket.IO's "volatile")
     * @return whether they were accepted
     */
    public boolean send(List<Message> messages, boolean droppable) {
        return send(messages, droppable, null);
    }

    /** @param then what takes its turn when they have left; null for nothing. Forgotten by the caller if they are refused */
    boolean send(List<Message> messages, boolean droppable, Step then) {
        Message first = null;
        boolean accepted;
        synchronized (this) {
            if (droppable && accepts() && (inFlight.isBusy() || (queue != null && !queue.isEmpty()))) {
                dropped += messages.size();
                return false;
            }
            if (messages.size() == 1 && then == null && isIdle()) { // as most are: it does not wait at all
                first = messages.get(0);
                begin(first);
                pumping = true;
                accepted = true;
            } else {
                accepted = accept(messages, then);
            }
        }
        if (first != null) {
            transmit(first);
            takeTurns();
        } else {
            pump();
        }
        return accepted;
    }

    /** Accepts messages as {@link #send} does, but lets them wait for {@link #pump}: for callers that hold a lock. Calls nobody. */
    synchronized boolean enqueue(List<Message> messages) {
        return accept(messages, null);
    }

    /** Called with the lock. */
    private boolean accept(List<Message> messages, Step then) {
        if (!accepts()) {
            return false;
        }
        overfull = !queue().fits(messages); // from then on: nothing smaller may slip past what did not fit
        if (!overfull) {
            queue.add(messages, then);
        }
        return !overfull;
    }

    /** Lets a step take its turn after what waits; false when nothing is accepted any more. */
    boolean add(Step step) {
        synchronized (this) {
            if (!accepts()) {
                return false;
            }
            queue().add(step);
        }
        pump();
        return true;
    }

    /** Lets all that another queue holds wait, however much, without sending: {@link #pump} does. Calls nobody. */
    synchronized List<Step> hold(MessageQueue other, UnaryOperator<Message> change) {
        if (!accepts()) {
            return other.clear();
        }
        queue().takeFrom(other, change);
        return List.of();
    }

    /** Lets a step take its turn now unless something is under way: then the write timeout watches the peer. */
    boolean takeNow(Step step) {
        synchronized (this) {
            if (!accepts() || inFlight.isBusy() || pumping) {
                return false;
            }
            inFlight.begin(step, clock.now());
        }
        step.take(this::sent);
        return true;
    }

    /** Accepts nothing more; once the last message is out, the connection is given up with this status. */
    void closeWhenEmpty(CloseStatus status) {
        synchronized (this) {
            if (!accepts()) {
                return;
            }
            closeWhenEmpty = status;
        }
        pump();
    }

    /** Forgets what waits. */
    void close() {
        List<Step> forgotten;
        Step interrupted;
        synchronized (this) {
            closed = true;
            forgotten = queue == null ? List.of() : queue.clear();
            interrupted = inFlight.step();
        }
        forgotten.forEach(Step::forgotten);
        if (interrupted != null) {
            interrupted.forgotten();
        }
    }

    /** Gives the connection up when a send has been in flight for too long. */
    void checkDeadline(long now) {
        boolean late;
        synchronized (this) {
            late = !closed && inFlight.isLate(now, options.writeTimeout().toMillis());
        }
        if (late) {
            owner.giveUp(CloseStatus.WRITE_TIMEOUT);
        }
    }

    /** The bytes that wait or are in flight. */
    synchronized long bufferedBytes() {
        return (queue == null ? 0 : queue.bytes()) + inFlight.bytes();
    }

    /** Whether nothing is accepted any more, although something may still leave. */
    synchronized boolean isClosing() {
        return closeWhenEmpty != null;
    }

    /** The messages that were dropped because they could not leave at once. */
    synchronized long dropped() {
        return dropped;
    }

    /** Starts to send what waits, unless that is under way; gives the connection up if something did not fit. */
    void pump() {
        boolean isHopeless;
        synchronized (this) {
            isHopeless = overfull && !closed;
            if (isHopeless) {
                closed = true;
            } else if (pumping || inFlight.isBusy()) {
                return;
            } else {
                pumping = true;
            }
        }
        if (isHopeless) {
            owner.giveUp(CloseStatus.OUTBOX_FULL);
            return;
        }
        takeTurns();
    }

    private void takeTurns() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = takeTurn();
        }
    }

    /** Sends what is next; false ends the loop, which whoever reports the send in flight takes up again. */
    private boolean takeTurn() {
        Message message;
        Step step;
        CloseStatus farewell = null;
        boolean hasDrained = false;
        synchronized (this) {
            boolean isFree = !closed && !inFlight.isBusy();
            step = isFree && queue != null ? queue.pollStep() : null;
            message = isFree && queue != null && step == null ? queue.poll() : null;
            if (step != null) {
                inFlight.begin(step, clock.now());
            } else if (message != null) {
                begin(message);
            } else {
                pumping = false;
                farewell = isFree ? closeWhenEmpty : null;
                hasDrained = isFree && !isDrained;
                isDrained |= isFree;
            }
        }
        if (message != null) {
            transmit(message);
        } else if (step != null) {
            step.take(this::sent);
        } else {
            rest(hasDrained, farewell);
            return false;
        }
        return true;
    }

    /** Called with the lock. */
    private void begin(Message message) {
        inFlight.begin(message, clock.now());
        isDrained = false;
    }

    private void rest(boolean hasDrained, CloseStatus farewell) {
        if (hasDrained) {
            owner.drained();
        }
        if (farewell != null) {
            owner.giveUp(farewell);
        }
    }

    private void transmit(Message message) {
        try {
            transport.send(message, this::sent);
        } catch (RuntimeException refused) {
            sent(refused);
        }
    }

    private MessageQueue queue() {
        if (queue == null) {
            queue = new MessageQueue(options);
        }
        return queue;
    }

    private boolean isIdle() {
        return accepts() && !pumping && !inFlight.isBusy() && (queue == null || queue.isIdle());
    }

    private boolean accepts() {
        return !closed && !overfull && closeWhenEmpty == null;
    }

    private void sent(Throwable failure) {
        synchronized (this) {
            inFlight.end();
            if (failure != null) {
                closed = true; // nothing may follow what was lost
            } else if (pumping) {
                return; // the loop goes on
            }
        }
        if (failure != null) {
            owner.failed(failure);
            owner.giveUp(CloseStatus.WRITE_FAILED);
        } else {
            pump();
        }
    }
}
