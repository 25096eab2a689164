package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One connection to one peer. Safe for use by many threads.
 *
 * <p>The endpoint reports what the container delivers; the {@link Receiver} gets it in order, one thing at a time, on
 * the delivering thread unless another thread is just busy with this connection. It ends exactly once, whoever ends it
 * first, and then forgets what waited to be sent.
 */
public final class Connection {
    private static final Logger LOG = System.getLogger(Connection.class.getName());

    private final Connections home;
    private final OpeningRequest request;
    private final Transport transport;
    private final Outbox outbox;
    private final Mailbox mailbox;
    private final boolean pings;
    private final MessageAssembler assembler;
    private Receiver receiver; // confined to the mailbox
    private final AtomicReference<CloseStatus> ended = new AtomicReference<>();

    private final AtomicLong unhandledBytes = new AtomicLong();
    private volatile boolean abandoned; // by us; what a peer sent before it left is still handled
    private volatile boolean pingUnanswered;
    private long pingedAt; // confined to the tick; the opening counts as the first

    Connection(Connections home, OpeningRequest request, Transport transport, Mailbox mailbox, boolean pings) {
        this.home = home;
        this.request = requireNonNull(request, "request");
        this.transport = requireNonNull(transport, "transport");
        this.mailbox = requireNonNull(mailbox, "mailbox");
        this.pings = pings;
        this.outbox = new Outbox(transport, home.options().outbox(), home.scheduler(), this::end);
        this.assembler = new MessageAssembler(home.options().messages());
        this.pingedAt = home.scheduler().now();
    }

    /** Makes the receiver, in the mailbox, so that nothing reaches it before it is ready. */
    void begin(Function<Connection, Receiver> protocol) {
        mailbox.execute(() -> {
            try {
                receiver = requireNonNull(protocol.apply(this), "receiver");
            } catch (RuntimeException | Error e) { // nobody would ever hear this peer
                LOG.log(Level.ERROR, "a connection could not be taken up", e);
                end(CloseStatus.INTERNAL_ERROR);
            }
        });
    }

    /** The request that opened it. */
    public OpeningRequest request() {
        return request;
    }

    /** Whether it has not ended. */
    public boolean isOpen() {
        return ended.get() == null;
    }

    /** Where everything that concerns this connection runs, one thing at a time. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /** Sends messages that belong together; see {@link Outbox#send}. */
    public boolean send(List<Message> messages, boolean droppable) {
        return outbox.send(messages, droppable);
    }

    /** Lets messages wait for {@link #flush} without sending anything: for callers that hold a lock. */
    public void hold(List<Message> messages) {
        outbox.hold(messages);
    }

    /** Starts to send what waits. */
    public void flush() {
        outbox.pump();
    }

    /** Sends what waits, then a close frame. Accepts nothing to send any more; later calls change nothing. */
    public void close(CloseStatus status) {
        outbox.closeWhenEmpty(status);
    }

    /** Called by the endpoint for each part of a text message. */
    public void text(String part, boolean last) {
        if (!isOpen()) {
            return; // a container may go on delivering until the peer has answered our close
        }
        heard();
        try {
            deliver(assembler.text(part, last, home.scheduler().now()));
        } catch (MessageAssembler.TooBig e) {
            end(CloseStatus.TOO_BIG);
        }
    }

    /** Called by the endpoint for each part of a binary message. */
    public void binary(ByteBuffer part, boolean last) {
        if (!isOpen()) {
            return;
        }
        heard();
        try {
            deliver(assembler.binary(part, last, home.scheduler().now()));
        } catch (MessageAssembler.TooBig e) {
            end(CloseStatus.TOO_BIG);
        }
    }

    /** Called by the endpoint for each sign of life, such as a pong. */
    public void heard() {
        if (pingUnanswered) {
            pingUnanswered = false;
        }
    }

    /** Called by the endpoint when the container says that it is over. */
    public void closedByPeer(CloseStatus status) {
        CloseStatus theirs = status.quoted();
        if (ended.compareAndSet(null, theirs)) {
            forget(theirs);
        }
    }

    private void deliver(Message message) {
        if (message == null) {
            return;
        }
        long bytes = unhandledBytes.addAndGet(message.size());
        boolean isTooMuch = mailbox.waiting() > 0 && bytes > home.options().outbox().maxBytes();
        if (isTooMuch || mailbox.waiting() >= home.options().messages().maxUnhandled()) {
            end(CloseStatus.RATE_LIMIT);
            return;
        }
        mailbox.execute(() -> {
            unhandledBytes.addAndGet(-message.size());
            if (!abandoned && receiver != null) {
                receiver.received(message);
            }
            heard(); // the time our own handler took is not the peer's silence
        });
    }

    /** Looks at the clock: pings, gives up. Called by one thread at a time. */
    void tick(long now) {
        outbox.checkDeadline(now);
        long unfinished = assembler.startedAt();
        if (unfinished != Long.MIN_VALUE && now - unfinished > home.options().messages().timeout().toMillis()) {
            end(CloseStatus.UNFINISHED_MESSAGE);
        } else if (pings) {
            checkHeartbeat(now);
        }
    }

    private void checkHeartbeat(long now) {
        if (mailbox.isBusy()) {
            heard();
            return;
        }
        HeartbeatOptions heartbeat = home.options().heartbeat();
        if (pingUnanswered && now - pingedAt > heartbeat.timeout().toMillis()) {
            end(CloseStatus.PING_TIMEOUT);
        } else if (!pingUnanswered && now - pingedAt >= heartbeat.interval().toMillis()) {
            ping(now);
        }
    }

    private void ping(long now) {
        long before = pingedAt;
        pingedAt = now;
        pingUnanswered = true; // before the ping leaves: the pong may be faster than this thread
        if (!outbox.ping()) {
            pingUnanswered = false;
            pingedAt = before;
        }
    }

    /** Ends it from our side, at once: what waits is forgotten. The transport may take its time to say good-bye, so a worker waits for it. */
    public void end(CloseStatus status) {
        if (ended.compareAndSet(null, status)) {
            abandoned = true;
            home.workers().execute(() -> transport.close(status));
            forget(status);
        }
    }

    private void forget(CloseStatus status) {
        outbox.close();
        home.remove(this);
        home.workers().execute(() -> mailbox.execute(() -> {
            if (receiver != null) {
                receiver.closed(status);
            }
        }));
    }
}
