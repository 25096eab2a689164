package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A connection that is one WebSocket. Safe for use by many threads.
 *
 * <p>The endpoint reports what the container delivers; the {@link Receiver} gets it in order, one thing at a time, on
 * the delivering thread unless another thread is just busy with this connection. It ends exactly once, whoever ends it
 * first, and then forgets what waited to be sent.
 */
public final class WebSocketConnection implements QueuedConnection {
    private static final Logger LOG = System.getLogger(WebSocketConnection.class.getName());

    private final Connections home;
    private final OpeningRequest request;
    private final Optional<String> address;
    private final Transport transport;
    private final Outbox outbox;
    private final Mailbox mailbox;
    private final boolean pings;
    private final Inbox inbox;
    private final Liveness liveness;
    private final Valve valve;
    private final Pings sentPings;
    private final ConnectionListeners listeners;
    private final AtomicReference<CloseStatus> ended = new AtomicReference<>();
    private volatile Receiver receiver; // made in the mailbox; null until then
    private volatile IncomingStreams streams; // as the receiver; null where messages are not read
    private volatile Runnable whenGone = () -> {};
    private volatile boolean abandoned; // by us; what a peer sent before it left is still handled

    WebSocketConnection(
            Connections home, OpeningRequest request, Transport transport, Mailbox mailbox, boolean pings) {
        this.home = home;
        this.request = requireNonNull(request, "request");
        this.address = AddressKey.of(request);
        this.transport = requireNonNull(transport, "transport");
        this.mailbox = requireNonNull(mailbox, "mailbox");
        this.pings = pings;
        ConnectionOptions options = home.options();
        this.outbox = new Outbox(transport, options.outbox(), home.scheduler(), new Sender());
        this.listeners = new ConnectionListeners(home.workers(), mailbox);
        this.sentPings = new Pings(transport);
        this.valve = new Valve(transport);
        this.inbox = new Inbox(options, home.scheduler(), mailbox, this::handle, this::end);
        this.liveness = new Liveness(options.heartbeat(), home.scheduler().now());
    }

    /** Makes the receiver, in the mailbox, so that nothing reaches it before it is ready. */
    void begin(Function<WebSocketConnection, Receiver> protocol) {
        mailbox.execute(() -> {
            try {
                receiver = requireNonNull(protocol.apply(this), "receiver");
                if (receiver instanceof PartReceiver parts) {
                    inbox.inParts(parts);
                } else if (receiver instanceof StreamReceiver reader) {
                    MessageOptions limits = home.options().messages();
                    streams = new IncomingStreams(reader, home.readers(), valve, limits, home.scheduler());
                    inbox.inParts(streams);
                }
            } catch (RuntimeException | Error e) { // nobody would ever hear this peer
                LOG.log(Level.ERROR, "a connection could not be taken up", e);
                end(CloseStatus.INTERNAL_ERROR);
            }
        });
    }

    @Override
    public State state() {
        if (hasEnded()) {
            return State.CLOSED;
        } else if (outbox.isClosing()) {
            return State.CLOSING;
        }
        return receiver == null ? State.CONNECTING : State.OPEN;
    }

    @Override
    public OpeningRequest request() {
        return request;
    }

    @Override
    public String transport() {
        return "websocket";
    }

    @Override
    public OptionalInt revision() {
        return OptionalInt.empty();
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.of(transport.subprotocol()).filter(name -> !name.isEmpty());
    }

    @Override
    public List<String> extensions() {
        return transport.extensions();
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public long bufferedBytes() {
        return outbox.bufferedBytes();
    }

    @Override
    public boolean send(List<Message> messages, boolean droppable) {
        return outbox.send(messages, droppable);
    }

    @Override
    public CompletionStage<Void> send(Message message) {
        SendResult result = new SendResult(home.workers());
        if (!send(List.of(message), false, result)) {
            result.forgotten();
        }
        return result.stage();
    }

    /** @param then what takes its turn when they have left; the caller's to forget if they are refused */
    public boolean send(List<Message> messages, boolean droppable, Step then) {
        return outbox.send(messages, droppable, then);
    }

    @Override
    public boolean enqueue(List<Message> messages) {
        return outbox.enqueue(messages);
    }

    /**
     * Lets all that waits elsewhere wait for {@link #flush} without sending anything: for callers that hold a lock.
     *
     * @return the steps that were refused, which want to be told
     */
    public List<Step> hold(MessageQueue other, UnaryOperator<Message> change) {
        return outbox.hold(other, change);
    }

    @Override
    public CompletionStage<Duration> ping() {
        return sentPings.send(outbox);
    }

    @Override
    public void pause() {
        valve.pause(true);
    }

    @Override
    public void resume() {
        liveness.heard();
        valve.pause(false);
    }

    @Override
    public boolean isPaused() {
        return valve.isPaused();
    }

    @Override
    public OutputStream openBinary() {
        BinaryStream stream =
                new BinaryStream(transport, home.scheduler(), home.options().outbox().writeTimeout());
        if (!outbox.add(stream)) {
            stream.forgotten();
        }
        return stream;
    }

    @Override
    public void addListener(ConnectionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(ConnectionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void flush() {
        outbox.pump();
    }

    /** Sends what waits, then a close frame. */
    @Override
    public void close(CloseStatus status) {
        outbox.closeWhenEmpty(status);
    }

    @Override
    public void terminate() {
        end(CloseStatus.TERMINATED, () -> transport.terminate(CloseStatus.TERMINATED));
    }

    /** Runs something, once or twice, when it has ended, by whichever thread ends it. */
    void whenGone(Runnable task) {
        whenGone = task;
        if (hasEnded()) {
            task.run();
        }
    }

    /** Called by the endpoint for each part of a text message. */
    public void text(String part, boolean last) {
        if (!hasEnded()) { // a container may go on delivering until the peer has answered our close
            liveness.heard();
            valve.pass();
            inbox.text(part, last);
            keepPace();
        }
    }

    /** Called by the endpoint for each part of a binary message. */
    public void binary(ByteBuffer part, boolean last) {
        if (!hasEnded()) {
            liveness.heard();
            valve.pass();
            inbox.binary(part, last);
            keepPace();
        }
    }

    private void keepPace() {
        Duration wait = home.pace().take(address, 1);
        if (!wait.isZero() && valve.delay(true)) {
            home.scheduler().after(wait, () -> {
                liveness.heard();
                valve.delay(false);
            });
        }
    }

    /** Called for each ping where its frames are ours: it has been answered, and counts. */
    public void pinged() {
        keepPace();
    }

    /** Called by the endpoint for each pong. */
    public void pong(ByteBuffer data) {
        liveness.heard();
        keepPace();
        sentPings.answered(data);
        if (!listeners.isEmpty()) {
            ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
            mailbox.execute(() -> listeners.tell(listener -> listener.pong(copy.duplicate())));
        }
    }

    /** Called by the endpoint when the container reports an error. */
    public void failed(Throwable failure) {
        listeners.tellLater(listener -> listener.failed(failure));
    }

    /** It is over, says a thread that may be in the middle of a broadcast: a worker tells those who listen. */
    public void closedByPeer(CloseStatus status) {
        peerLeft(status).ifPresent(home.workers()::execute);
    }

    /**
     * It is over, says the thread that reads.
     *
     * @return tells those who listen; to be run once, by a thread that is in no broadcast. Empty if it was over already
     */
    public Optional<Runnable> peerLeft(CloseStatus status) {
        CloseStatus theirs = status.quoted();
        return ended.compareAndSet(null, theirs) ? Optional.of(forget(theirs)) : Optional.empty();
    }

    private void handle(Message message) {
        if (!abandoned && receiver != null) {
            if (!listeners.isEmpty()) {
                listeners.tell(listener -> listener.packet(message));
            }
            receiver.received(message);
        }
        liveness.heard(); // the time our own handler took is not the peer's silence
    }

    /** Looks at the clock: pings, gives up. Called by one thread at a time. */
    void tick(long now) {
        outbox.checkDeadline(now);
        if (valve.isShut()) {
            inbox.excuse(now);
            excuseStreams(now);
        } else {
            inbox.tick(now);
            checkStreams(now);
        }
        if (pings) {
            checkHeartbeat(now);
        }
    }

    private void excuseStreams(long now) {
        if (streams != null) {
            streams.excuse(now);
        }
    }

    private void checkStreams(long now) {
        if (streams != null && streams.isStuck(now)) {
            end(CloseStatus.UNFINISHED_MESSAGE);
        }
    }

    private void checkHeartbeat(long now) {
        if (mailbox.isBusy() || valve.isShut()) {
            liveness.heard();
            return;
        }
        switch (liveness.check(now)) {
            case PING_IS_DUE -> liveness.ping(() -> sentPings.heartbeat(outbox), now);
            case DEAD -> end(CloseStatus.PING_TIMEOUT);
            case ALIVE -> {}
        }
    }

    /** Ends it from our side, at once: what waits is forgotten. The transport may take its time to say good-bye, so a worker waits for it. */
    public void end(CloseStatus status) {
        end(status, () -> transport.close(status));
    }

    private void end(CloseStatus status, Runnable farewell) {
        if (ended.compareAndSet(null, status)) {
            abandoned = true;
            home.workers().execute(farewell);
            home.workers().execute(forget(status));
        }
    }

    /** What is left to do is to tell those who listen. */
    private Runnable forget(CloseStatus status) {
        outbox.close();
        sentPings.close();
        valve.end();
        if (streams != null) {
            streams.end();
        }
        home.remove(this);
        whenGone.run();
        return () -> mailbox.execute(() -> {
            if (receiver != null) {
                receiver.closed(status);
            }
            listeners.close(status);
        });
    }

    private boolean hasEnded() {
        return ended.get() != null;
    }

    private final class Sender implements Outbox.Owner {
        @Override
        public void giveUp(CloseStatus status) {
            end(status);
        }

        @Override
        public void failed(Throwable failure) {
            WebSocketConnection.this.failed(failure);
        }

        @Override
        public void drained() {
            listeners.tellLater(ConnectionListener::drained);
        }
    }
}
