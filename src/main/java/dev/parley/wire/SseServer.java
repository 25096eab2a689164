package dev.parley.wire;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.Message;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.RandomIds;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.EventRefused;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * All sessions of server-sent events of one application. Safe for use by many threads.
 *
 * <p>One look a tick at each session takes the place of timers of their own.
 */
public final class SseServer implements AutoCloseable {
    /** Whoever is told one of these shall not come back by itself. */
    private static final Set<Integer> FINAL_CODES = Set.of(
            CloseStatus.NORMAL.code(), CloseStatus.REFUSED.code(), CloseStatus.AUTH_EXPIRED.code(), CloseStatus.BANNED.code(), CloseStatus.REPLACED.code());

    private final SseOptions options;
    private final Connections connections;
    private final RandomIds ids = new RandomIds();
    private final Map<String, SseConnection> open = new ConcurrentHashMap<>();
    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Scheduler.Timer tick;
    private volatile boolean isClosing;

    /** @param connections count the sessions, and set limits to their number and messages */
    public SseServer(SseOptions options, Connections connections) {
        this.options = requireNonNull(options, "options");
        this.connections = requireNonNull(connections, "connections");
        ConnectionOptions limits = connections.options();
        this.tick = connections.scheduler()
                .every(
                        Scheduler.tick(options.grace(), limits.heartbeat().interval(), limits.outbox().writeTimeout()),
                        this::tick);
    }

    SseOptions options() {
        return options;
    }

    Connections connections() {
        return connections;
    }

    /** The sessions. A live view that cannot be changed. */
    public Collection<? extends Connection> sessions() {
        return Collections.unmodifiableCollection(open.values());
    }

    /** Whether one more would be taken up. */
    public boolean hasRoom() {
        return !isClosing && connections.hasRoom();
    }

    /** Asks, once for each request that would open a session, whether there is room; says why it is refused if not. */
    public Optional<NoRoom> knock(OpeningRequest request) {
        return isClosing ? Optional.of(NoRoom.closing()) : connections.knock(request);
    }

    /**
     * Opens a session.
     *
     * @param request its path is where the session is: see {@link #find}
     * @param protocol makes what receives messages
     * @return empty when there is no room, or the server is closing; the stream is the caller's to end then
     */
    public Optional<SseConnection> open(
            OpeningRequest request, SseStream stream, Function<SseConnection, NativePeer> protocol) {
        if (isClosing || !connections.enter(request)) {
            return Optional.empty();
        }
        SseConnection made = new SseConnection(this, ids.next(), request);
        open.put(made.id(), made);
        made.open(stream);
        made.begin(protocol);
        if (isClosing) { // close() may have looked before it was there to be found
            made.end(CloseStatus.SHUTTING_DOWN);
        }
        return Optional.of(made);
    }

    /** The last words of a stream whose session could not be opened: why, and when to come again. */
    public byte[] farewell(OpeningRequest request) {
        NoRoom why = isClosing ? NoRoom.closing() : connections.lateRefusal(request);
        EventRefused refusal = new EventRefused(why.name(), null, why.message(), why.retryAfter());
        Message.Text error = (Message.Text) NativePeer.UNDECIDED.encode(refusal).get(0);
        return new SseText().refused(error, CloseStatus.TRY_AGAIN_LATER).bytes();
    }

    /** @param path of the request that asks; a session is at one address alone */
    public Optional<SseConnection> find(String session, String path) {
        return Optional.ofNullable(open.get(session))
                .filter(found -> found.request().path().equals(path) && !found.hasEnded());
    }

    /** Whether a session has been ended a moment ago, and its client shall not come back by itself. */
    public boolean isOver(String session) {
        return over.contains(session);
    }

    void remove(SseConnection connection, CloseStatus status) {
        if (open.remove(connection.id(), connection)) {
            connections.leave(connection.request());
            if (FINAL_CODES.contains(status.code()) && !isClosing) {
                over.add(connection.id());
                connections.scheduler().after(options.grace(), () -> over.remove(connection.id()));
            }
        }
    }

    /** Ends all with {@link CloseStatus#SHUTTING_DOWN} and opens no more. */
    @Override
    public void close() {
        isClosing = true;
        tick.cancel();
        open.values().forEach(session -> session.end(CloseStatus.SHUTTING_DOWN));
    }

    private void tick() {
        if (looking.compareAndSet(false, true)) {
            try {
                long now = connections.scheduler().now();
                open.values().forEach(session -> session.tick(now));
            } finally {
                looking.set(false);
            }
        }
    }
}
