package dev.parley.wire;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.ConnectionListeners;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.QueuedConnection;
import dev.parley.connection.SendResult;
import dev.parley.connection.Step;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A connection that is a session of server-sent events: the client hears in a stream, which may break and be followed by
 * another, and speaks in POSTs. It carries text alone. Safe for use by many threads. It ends exactly once.
 */
public final class SseConnection implements QueuedConnection {
    private static final Logger LOG = System.getLogger(SseConnection.class.getName());

    private final SseServer home;
    private final String id;
    private final OpeningRequest request;
    private final Mailbox mailbox;
    private final ConnectionListeners listeners;
    private final SseOutbox outbox;
    private final SsePosts posts;
    private final AtomicReference<CloseStatus> ended = new AtomicReference<>();
    private volatile NativePeer peer; // made in the mailbox; null until then

    SseConnection(SseServer home, String id, OpeningRequest request) {
        this.home = home;
        this.id = id;
        this.request = requireNonNull(request, "request");
        this.mailbox = home.connections().mailbox(request);
        this.listeners = new ConnectionListeners(home.connections().workers(), mailbox);
        this.outbox = new SseOutbox(
                id, home.options(), home.connections().options(), home.connections().scheduler(), new Sender());
        this.posts = new SsePosts(this, home.connections());
    }

    /** 20 characters that no other session has: a secret between the server and its client. */
    String id() {
        return id;
    }

    /** Makes what receives messages, in the mailbox, so that nothing reaches it before it is ready. */
    void begin(Function<SseConnection, NativePeer> protocol) {
        mailbox.execute(() -> {
            try {
                peer = requireNonNull(protocol.apply(this), "peer");
            } catch (RuntimeException | Error e) { // nobody would ever hear this client
                LOG.log(Level.ERROR, "a connection could not be taken up", e);
                end(CloseStatus.INTERNAL_ERROR);
            }
        });
    }

    /** Its first stream. */
    void open(SseStream stream) {
        outbox.attach(stream, 0, false);
    }

    /** Whether all that followed an event can be told. */
    public boolean canResume(long after) {
        return outbox.has(after);
    }

    /**
     * The client has come back with another stream; that before is ended.
     *
     * @param after the number of the last event that it has
     * @return whether all that followed can be told; else nothing has changed
     */
    public boolean resume(SseStream stream, long after) {
        return outbox.attach(stream, after, true);
    }

    /** A stream has broken: the client may come back with another. */
    public void lost(SseStream stream) {
        outbox.lost(stream);
    }

    /** The client has told the number of the last event that it has. */
    public void received(long number) {
        outbox.received(number);
    }

    /** The client has sent a message; a binary one is refused, but counts. */
    public void post(Message message, SseAnswer answer) {
        posts.post(message, answer);
    }

    /** The client says good-bye. */
    public void left() {
        end(CloseStatus.NORMAL);
    }

    /** Called in the mailbox. */
    void handle(Message message, Reply reply) {
        if (peer != null && ended.get() == null) {
            if (!listeners.isEmpty()) {
                listeners.tell(listener -> listener.packet(message));
            }
            peer.received(message, reply);
        }
    }

    @Override
    public State state() {
        if (ended.get() != null) {
            return State.CLOSED;
        } else if (outbox.isClosing()) {
            return State.CLOSING;
        }
        return peer == null ? State.CONNECTING : State.OPEN;
    }

    /** The request of the first stream. */
    @Override
    public OpeningRequest request() {
        return request;
    }

    @Override
    public String transport() {
        return "sse";
    }

    @Override
    public OptionalInt revision() {
        return OptionalInt.empty();
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.empty();
    }

    @Override
    public List<String> extensions() {
        return List.of();
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
        return outbox.send(textsAlone(messages), droppable, null);
    }

    @Override
    public CompletionStage<Void> send(Message message) {
        SendResult result = new SendResult(home.connections().workers());
        Step then = result;
        if (!outbox.send(textsAlone(List.of(message)), false, then)) {
            result.forgotten();
        }
        return result.stage();
    }

    @Override
    public boolean enqueue(List<Message> messages) {
        return outbox.enqueue(textsAlone(messages));
    }

    private static List<Message> textsAlone(List<Message> messages) {
        for (Message message : messages) {
            if (!(message instanceof Message.Text)) {
                throw new UnsupportedOperationException("an event stream carries text alone");
            }
        }
        return messages;
    }

    @Override
    public void flush() {
        outbox.pump();
    }

    @Override
    public CompletionStage<Duration> ping() {
        return CompletableFuture.failedStage(new UnsupportedOperationException("an event stream answers no pings"));
    }

    @Override
    public void pause() {
        posts.pause();
    }

    @Override
    public void resume() {
        posts.resume();
    }

    @Override
    public boolean isPaused() {
        return posts.isPaused();
    }

    @Override
    public OutputStream openBinary() {
        throw new UnsupportedOperationException("an event stream carries text alone");
    }

    @Override
    public void addListener(ConnectionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(ConnectionListener listener) {
        listeners.remove(listener);
    }

    /** Sends what waits, then an event that says why, and ends it; a client that is away has time to come back for that. */
    @Override
    public void close(CloseStatus status) {
        outbox.closeWhenEmpty(status);
    }

    @Override
    public void terminate() {
        end(CloseStatus.TERMINATED);
    }

    void tick(long now) {
        outbox.tick(now);
    }

    /** Ends it at once: what waits is forgotten. */
    void end(CloseStatus status) {
        if (!ended.compareAndSet(null, status)) {
            return;
        }
        home.remove(this, status);
        outbox.close(status);
        // never on the thread that found out, which may be in the middle of a broadcast
        home.connections().workers().execute(() -> {
            posts.close();
            mailbox.execute(() -> {
                if (peer != null) {
                    peer.closed(status);
                }
                listeners.close(status);
            });
        });
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    /** Without the id, which is a secret. */
    @Override
    public String toString() {
        return "SseConnection[" + request.path() + " from " + request.remoteAddress() + "]";
    }

    private final class Sender implements SseOutbox.Owner {
        @Override
        public void giveUp(CloseStatus status) {
            end(status);
        }

        @Override
        public void drained() {
            listeners.tellLater(ConnectionListener::drained);
        }
    }
}
