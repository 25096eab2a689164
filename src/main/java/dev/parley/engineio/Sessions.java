package dev.parley.engineio;

import dev.parley.connection.Connections;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The sessions of one server, by id, and what they have in common. Safe for use by many threads.
 *
 * <p>One look a tick at each session takes the place of timers of their own.
 */
final class Sessions {
    private static final Duration LAST_POLL = Duration.ofSeconds(1);

    private final EngineOptions options;
    private final Connections connections;
    private final Function<Session, SessionListener> application;
    private final Map<String, Session> open = new ConcurrentHashMap<>();
    private final Map<String, Session> departed = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Scheduler.Timer tick;
    private volatile boolean isClosing;

    Sessions(EngineOptions options, Connections connections, Function<Session, SessionListener> application) {
        this.options = options;
        this.connections = connections;
        this.application = application;
        this.tick = scheduler().every(options.tick(), this::tick);
    }

    EngineOptions options() {
        return options;
    }

    /** Most bytes that a message, or the body of a POST, may have. */
    int maxPayload() {
        return connections.options().messages().maxBytes();
    }

    /** Gives each session what listens to it. */
    Function<Session, SessionListener> application() {
        return application;
    }

    Scheduler scheduler() {
        return connections.scheduler();
    }

    Executor workers() {
        return connections.workers();
    }

    /** A live view that cannot be changed. */
    Collection<Session> all() {
        return Collections.unmodifiableCollection(open.values());
    }

    int count() {
        return open.size();
    }

    boolean has(String id) {
        return open.containsKey(id);
    }

    /** A session that is alive: its heartbeat is asked, because nobody may have looked yet. */
    Optional<Session> find(String id) {
        Session session = open.get(id);
        if (session != null) {
            session.tick(scheduler().now());
        }
        return Optional.ofNullable(session).filter(found -> !found.hasEnded());
    }

    /** A session whose client has said good-bye a moment ago, and may still poll. */
    Optional<Session> findDeparted(String id) {
        return Optional.ofNullable(departed.get(id));
    }

    boolean isClosing() {
        return isClosing;
    }

    /** Why a handshake is refused for want of room; empty if there is some. */
    Optional<NoRoom> knock(OpeningRequest request) {
        return connections.knock(request);
    }

    /** Takes it up, or ends it at once. */
    void add(Session session) {
        if (open.putIfAbsent(session.id(), session) != null) {
            session.end(CloseReason.FORCED_CLOSE, "another session has its id");
        } else if (isClosing) { // close() may have looked before it was there to be found
            session.end(CloseReason.SERVER_SHUTTING_DOWN, "");
        }
    }

    void remove(Session session) {
        open.remove(session.id(), session);
    }

    /**
     * A client's good-bye and its last poll come on two connections, in any order; the poll is answered either way.
     */
    void keepForLastPoll(Session session) {
        departed.put(session.id(), session);
        scheduler().after(LAST_POLL, () -> departed.remove(session.id(), session));
    }

    /** Ends all with {@link CloseReason#SERVER_SHUTTING_DOWN}, also those that come later. */
    void close() {
        isClosing = true;
        tick.cancel();
        open.values().forEach(session -> session.end(CloseReason.SERVER_SHUTTING_DOWN, ""));
    }

    private void tick() {
        if (looking.compareAndSet(false, true)) {
            try {
                long now = scheduler().now();
                open.values().forEach(session -> session.tick(now));
            } finally {
                looking.set(false);
            }
        }
    }
}
