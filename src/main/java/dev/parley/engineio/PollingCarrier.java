package dev.parley.engineio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.ConnectionListeners;
import dev.parley.connection.Connections;
import dev.parley.connection.Message;
import dev.parley.connection.MessageQueue;
import dev.parley.connection.Step;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.PayloadCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries a session in the answers to its polls. Safe for use by many threads; no lock is held while a poll is answered,
 * and answers cannot overtake one another, because a client polls again only after it has one.
 */
final class PollingCarrier implements Carrier {
    /**
     * How long a poll that comes while a WebSocket is tried waits for its noop. Both the poll and the packet that ends
     * the trial may be on their way, on different threads; the packet then wins, as it would on one thread.
     */
    private static final Duration NOOP_DELAY = Duration.ofMillis(50);

    /**
     * A poll and what it is answered with.
     *
     * @param then what takes its turn afterwards
     * @param compress whether any of them is worth it
     * @param isDrained whether nothing waits any more
     */
    private record Answer(
            Poll poll, List<EnginePacket> packets, boolean compress, boolean isLast, List<Step> then, boolean isDrained) {}

    // Apart from all messages: clients believe in a close at once, but handle messages a moment later.
    private static final List<EnginePacket> FAREWELL =
            List.of(EnginePacket.of(EnginePacketType.NOOP), EnginePacket.of(EnginePacketType.CLOSE));

    private final Session session;
    private final Connections connections;
    private final PayloadCodec codec;
    private final ConnectionListeners listeners;

    // all guarded by this
    private final MessageQueue queue;
    private Poll held;
    private boolean isFull; // accepts nothing more: the session is given up
    private boolean isProbed;
    private boolean isClosing;
    private boolean hasEnded;
    private boolean owesNoop; // the client has said good-bye before its last poll came
    private WebSocketCarrier successor;

    PollingCarrier(Session session, Connections connections) {
        this.session = session;
        this.connections = connections;
        this.codec = PayloadCodec.of(session.revision());
        this.listeners = new ConnectionListeners(connections.workers(), session.mailbox());
        this.queue = new MessageQueue(connections.options().outbox());
    }

    @Override
    public TransportName name() {
        return TransportName.POLLING;
    }

    @Override
    public boolean send(List<Message> frames, boolean droppable, Step then) {
        WebSocketCarrier next;
        boolean accepted;
        Answer answer = null;
        synchronized (this) {
            next = successor;
            boolean mustWait = held == null || !queue.isEmpty();
            if (next == null && droppable && mustWait) {
                return false;
            }
            accepted = next == null && accept(frames, then);
            if (accepted) {
                answer = answer();
            }
        }
        if (next != null) {
            return next.send(frames, droppable, then);
        } else if (accepted) {
            give(answer);
        } else {
            flush();
        }
        return accepted;
    }

    @Override
    public boolean enqueue(List<Message> frames) {
        WebSocketCarrier next;
        synchronized (this) {
            next = successor;
            if (next == null) {
                return accept(frames, null);
            }
        }
        return next.enqueue(frames);
    }

    /** Called with the lock. */
    private boolean accept(List<Message> frames, Step then) {
        if (isClosing || hasEnded || isFull) {
            return false;
        }
        isFull = !queue.fits(frames); // from then on: nothing smaller may slip past what did not fit
        if (!isFull) {
            queue.add(frames, then);
        }
        return !isFull;
    }

    @Override
    public void flush() {
        WebSocketCarrier next;
        Answer answer;
        boolean isHopeless;
        synchronized (this) {
            next = successor;
            isHopeless = isFull && !hasEnded;
            answer = next == null && !isHopeless && !isClosing && !hasEnded ? answer() : null;
        }
        if (next != null) {
            next.flush();
        } else if (isHopeless) {
            session.end(CloseReason.TRANSPORT_ERROR, "outbox full");
        } else {
            give(answer);
        }
    }

    @Override
    public synchronized long bufferedBytes() {
        return queue.bytes();
    }

    @Override
    public void addListener(ConnectionListener listener) {
        listeners.add(listener);
    }

    @Override
    public Optional<WebSocketConnection> webSocket() {
        return Optional.empty();
    }

    /** A poll has come. */
    void poll(Poll poll) {
        Answer answer = null;
        boolean overlaps;
        EngineError refusal;
        boolean waitsForUpgrade = false;
        boolean isLast;
        synchronized (this) {
            overlaps = held != null;
            isLast = owesNoop;
            owesNoop = false;
            refusal = successor != null ? EngineError.BAD_REQUEST : hasEnded ? EngineError.UNKNOWN_SID : null;
            if (!overlaps && refusal == null) {
                held = poll;
                answer = answer();
                waitsForUpgrade = isProbed && answer == null;
            }
        }
        if (isLast) {
            noop(poll);
        } else if (refusal != null) {
            poll.refuse(refusal);
        } else if (overlaps) {
            poll.reject();
            session.end(CloseReason.TRANSPORT_ERROR, "overlap from client");
        } else if (waitsForUpgrade) {
            connections.scheduler().after(NOOP_DELAY, () -> release(poll));
        } else {
            give(answer);
        }
    }

    /** A WebSocket is tried: the client waits for its poll to end. */
    void probed() {
        Poll waiting;
        synchronized (this) {
            isProbed = true;
            waiting = takeHeld();
        }
        noop(waiting);
    }

    /** The WebSocket that was tried is gone. */
    synchronized void probeFailed() {
        isProbed = false;
    }

    /** Lets a WebSocket carry the session from now on, what waits first. */
    void handOver(WebSocketCarrier to) {
        Poll late;
        List<Step> refused;
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            refused = to.hold(queue);
            successor = to;
            late = takeHeld();
        }
        connections.leave(session.request());
        refused.forEach(Step::forgotten);
        to.flush();
        if (late != null) {
            late.refuse(EngineError.BAD_REQUEST);
        }
    }

    @Override
    public void close(CloseStatus status) {
        Poll waiting;
        synchronized (this) {
            if (isClosing || hasEnded || successor != null) {
                return;
            }
            isClosing = true;
            waiting = takeHeld(); // if any, nothing else waits
        }
        if (waiting != null) {
            answer(waiting, EnginePacket.of(EnginePacketType.CLOSE));
            session.end(CloseReason.FORCED_CLOSE, "");
        }
    }

    @Override
    public void end(CloseReason reason) {
        boolean isAtClientsWish = reason == CloseReason.TRANSPORT_CLOSE;
        Poll last;
        WebSocketCarrier next;
        List<Step> forgotten;
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            forgotten = queue.clear();
            last = takeHeld();
            owesNoop = isAtClientsWish && last == null;
            next = successor;
        }
        forgotten.forEach(Step::forgotten);
        if (next != null) {
            next.end(reason);
            return;
        }
        connections.leave(session.request());
        if (last == null && isAtClientsWish) {
            session.departed();
        } else if (last != null) {
            answer(last, EnginePacket.of(isAtClientsWish ? EnginePacketType.NOOP : EnginePacketType.CLOSE));
        }
    }

    private void release(Poll poll) {
        synchronized (this) {
            if (held != poll) {
                return;
            }
            held = null;
        }
        noop(poll);
    }

    private Poll takeHeld() {
        Poll poll = held;
        held = null;
        return poll;
    }

    /** What the poll that is held can be told now, if anything; called with the lock. */
    private Answer answer() {
        if (held == null || (queue.isEmpty() && !isClosing)) {
            return null;
        } else if (queue.isEmpty()) {
            return new Answer(takeHeld(), FAREWELL, true, true, List.of(), false);
        }
        List<EnginePacket> packets = new ArrayList<>();
        long most = connections.options().messages().maxBytes() + 1L; // before the first there is no separator
        boolean compress = false; // as in Node, one packet that is worth it decides for all
        for (Message frame : queue.poll(most, this::sizeInPayload)) {
            packets.add(session.decode(frame));
            compress |= frame.compress();
        }
        return new Answer(takeHeld(), packets, compress, false, queue.pollSteps(), queue.isEmpty());
    }

    /** The most bytes that a frame takes in a payload, with its length or separator. */
    private long sizeInPayload(Message frame) {
        boolean isBinary = frame instanceof Message.Binary;
        long content = isBinary ? 2 + (frame.size() + 2) / 3 * 4L : frame.size(); // b or b4, and base64
        return switch (session.revision()) {
            case V4 -> 1 + content;
            case V3 -> 2 + Long.toString(content).length() + content;
        };
    }

    private void give(Answer answer) {
        if (answer != null) {
            answer(answer.poll(), answer.packets(), answer.compress());
            if (answer.isLast()) {
                session.end(CloseReason.FORCED_CLOSE, "");
            }
            answer.then().forEach(step -> step.take(failure -> {}));
            if (answer.isDrained()) {
                listeners.tellLater(ConnectionListener::drained);
            }
        }
    }

    private void noop(Poll poll) {
        if (poll != null) {
            answer(poll, EnginePacket.of(EnginePacketType.NOOP));
        }
    }

    private void answer(Poll poll, EnginePacket packet) {
        answer(poll, List.of(packet), true);
    }

    private void answer(Poll poll, List<EnginePacket> packets, boolean compress) {
        poll.answer(codec.encode(packets, session.isTextOnly() || poll.isTextOnly()), compress);
    }
}
