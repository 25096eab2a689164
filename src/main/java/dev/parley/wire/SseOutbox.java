package dev.parley.wire;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Message;
import dev.parley.connection.MessageQueue;
import dev.parley.connection.OutboxOptions;
import dev.parley.connection.Scheduler;
import dev.parley.connection.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All that leaves one session of server-sent events: numbered events, written to whatever stream there is, with at most one
 * write in flight, and kept until the client is known to have them. Safe for use by many threads. No lock is held while a
 * stream is called.
 */
final class SseOutbox {
    private static final byte[] NOTHING = new byte[0];
    private static final int BATCH_BYTES = 32_768;
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    /** Whose outbox it is. Called without a lock, by any thread. */
    interface Owner {
        /** It cannot go on. */
        void giveUp(CloseStatus status);

        /** Nothing waits any more. */
        void drained();
    }

    /** What is written next, to which stream; and whether it is the last that this stream gets. */
    private record Turn(SseStream stream, SseText text, boolean isLast, CloseStatus farewell) {}

    private final String session;
    private final SseOptions options;
    private final ConnectionOptions limits;
    private final Scheduler clock;
    private final Owner owner;

    // all guarded by this
    private final SentEvents sent = new SentEvents();
    private final MessageQueue waiting;
    private SseStream stream; // null while there is none
    private SseText greeting; // null once it has been written
    private boolean isWriting;
    private boolean isPumping;
    private boolean isCommentDue;
    private boolean isClosed;
    private boolean isFull; // accepts nothing more: the session is given up
    private boolean isDrained = true;
    private CloseStatus closeWhenEmpty;
    private long changedAt; // when the last write began or ended, or the stream went

    SseOutbox(String session, SseOptions options, ConnectionOptions limits, Scheduler clock, Owner owner) {
        this.session = session;
        this.options = options;
        this.limits = limits;
        this.clock = clock;
        this.owner = owner;
        this.waiting = new MessageQueue(
                new OutboxOptions(options.maxEvents(), options.maxBytes(), limits.outbox().writeTimeout()));
        this.changedAt = clock.now();
    }

    /** As {@link dev.parley.connection.Connection#send}. */
    boolean send(List<Message> messages, boolean droppable, Step then) {
        boolean accepted;
        synchronized (this) {
            if (droppable && (stream == null || isWriting || !waiting.isEmpty())) {
                return false;
            }
            accepted = accept(messages, then);
        }
        pump();
        return accepted;
    }

    /** Accepts messages, but lets them wait for {@link #pump}: for callers that hold a lock. Calls nobody. */
    synchronized boolean enqueue(List<Message> messages) {
        return accept(messages, null);
    }

    private boolean accept(List<Message> messages, Step then) {
        if (isClosed || isFull || closeWhenEmpty != null) {
            return false;
        }
        isFull = !waiting.fits(messages); // from then on: nothing smaller may slip past what did not fit
        if (!isFull) {
            waiting.add(messages, then);
        }
        return !isFull;
    }

    /** Whether an event has been written, and all that followed it is still here. */
    synchronized boolean has(long number) {
        return !isClosed && sent.has(number);
    }

    /**
     * Goes on in another stream, after an event that the client has. The stream before is ended.
     *
     * @param after its number
     * @return whether all that followed it can be told
     */
    boolean attach(SseStream next, long after, boolean isResumed) {
        SseStream before;
        synchronized (this) {
            if (!has(after)) {
                return false;
            }
            before = stream;
            sent.received(after);
            waiting.putBack(sent.takeBack());
            stream = next;
            isWriting = false; // what the stream before still reports does not count
            isCommentDue = false;
            greeting = new SseText().retry(ordinaryDelay()).session(new EventId(session, after), isResumed);
            changedAt = clock.now();
        }
        if (before != null) {
            before.end(NOTHING);
        }
        pump();
        return true;
    }

    /** Not all at once when a server comes back. */
    private static Duration ordinaryDelay() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1_000, 3_000));
    }

    /** The client has said what it has. */
    synchronized void received(long number) {
        if (sent.has(number)) {
            sent.received(number);
        }
    }

    /** A stream has broken. */
    synchronized void lost(SseStream broken) {
        if (stream == broken) {
            detach();
        }
    }

    private void detach() {
        stream = null;
        isWriting = false;
        changedAt = clock.now();
    }

    void closeWhenEmpty(CloseStatus status) {
        synchronized (this) {
            if (isClosed || isFull || closeWhenEmpty != null) {
                return;
            }
            closeWhenEmpty = status;
        }
        pump();
    }

    /** Ends the stream, and forgets everything. */
    void close(CloseStatus status) {
        List<Step> forgotten;
        SseStream last;
        byte[] farewell;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            forgotten = waiting.clear();
            last = stream;
            stream = null;
            farewell = new SseText().close(new EventId(session, sent.last()), status).bytes();
            sent.clear();
        }
        forgotten.forEach(Step::forgotten);
        if (last != null) {
            last.end(farewell);
        }
    }

    synchronized boolean isClosing() {
        return closeWhenEmpty != null;
    }

    synchronized long bufferedBytes() {
        return waiting.bytes();
    }

    /** Looks at the clock: comments, streams that are not read, clients that do not come back. */
    void tick(long now) {
        SseStream stalled = null;
        CloseStatus over = null;
        synchronized (this) {
            long since = now - changedAt;
            if (isClosed) {
                return;
            } else if (stream == null && since > options.grace().toMillis()) {
                over = closeWhenEmpty == null ? CloseStatus.ABNORMAL : closeWhenEmpty;
            } else if (stream != null && isWriting && since > limits.outbox().writeTimeout().toMillis()) {
                stalled = stream;
                detach();
            } else {
                isCommentDue = stream != null && !isWriting && since >= limits.heartbeat().interval().toMillis();
            }
        }
        if (over != null) {
            owner.giveUp(over);
        } else if (stalled != null) {
            stalled.end(NOTHING);
        } else {
            pump();
        }
    }

    /** Starts to write what waits, unless that is under way; gives the session up if something did not fit. */
    void pump() {
        boolean isHopeless;
        synchronized (this) {
            isHopeless = isFull && !isClosed;
            if (!isHopeless && isPumping) {
                return;
            }
            isPumping = true;
        }
        if (isHopeless) {
            owner.giveUp(CloseStatus.OUTBOX_FULL);
            return;
        }
        boolean goesOn = true;
        while (goesOn) {
            goesOn = takeTurn();
        }
    }

    private boolean takeTurn() {
        Turn turn;
        List<Step> due;
        boolean hasDrained;
        synchronized (this) {
            boolean isFree = !isClosed && !isWriting && stream != null;
            due = isFree ? waiting.pollSteps() : List.of();
            turn = isFree ? nextTurn() : null;
            hasDrained = turn == null && isFree && !isDrained;
            isDrained |= hasDrained;
            isPumping = turn != null;
        }
        due.forEach(step -> step.take(failure -> {}));
        if (hasDrained) {
            owner.drained();
        }
        if (turn != null) {
            write(turn);
        }
        return turn != null;
    }

    /** Called with the lock, when something can be written. */
    private Turn nextTurn() {
        SseText text = greeting;
        greeting = null;
        if (text == null && !waiting.isEmpty() && sent.exceed(options.maxEvents() / 2, options.maxBytes() / 2)) {
            return begin(new Turn(stream, new SseText().retry(AT_ONCE), true, null)); // its coming back says what it has
        }
        if (!waiting.isEmpty()) {
            text = text == null ? new SseText() : text;
            isDrained = false;
            for (Message message : waiting.poll(BATCH_BYTES, Message::size)) {
                text.event(new EventId(session, sent.add(message)), (Message.Text) message);
            }
        } else if (text == null && closeWhenEmpty != null) {
            SseText last = new SseText().close(new EventId(session, sent.last()), closeWhenEmpty);
            return begin(new Turn(stream, last, true, closeWhenEmpty));
        } else if (text == null && isCommentDue) {
            text = new SseText().comment();
        }
        return text == null ? null : begin(new Turn(stream, text, false, null));
    }

    private Turn begin(Turn turn) {
        isWriting = true;
        isCommentDue = false;
        changedAt = clock.now();
        return turn;
    }

    private void write(Turn turn) {
        try {
            turn.stream().write(turn.text().bytes(), failure -> written(turn, failure));
        } catch (RuntimeException refused) {
            written(turn, refused);
        }
    }

    private void written(Turn turn, Throwable failure) {
        synchronized (this) {
            if (isClosed || stream != turn.stream()) {
                return;
            }
            isWriting = false;
            changedAt = clock.now();
            if (failure != null || turn.isLast()) {
                detach();
            }
        }
        if (turn.isLast() && failure == null) {
            turn.stream().end(NOTHING);
        }
        if (turn.farewell() != null && failure == null) {
            owner.giveUp(turn.farewell());
        } else {
            pump();
        }
    }
}
