package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Connection;
import dev.parley.connection.Connections;
import dev.parley.connection.Mailbox;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.RandomIds;
import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * All Engine.IO sessions of one address. Safe for use by many threads.
 *
 * <p>One look a tick at each session takes the place of timers of their own.
 */
public final class EngineServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EngineServer.class.getName());

    // what stands in JSON, in addresses and in cookies without being escaped
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final Duration LAST_POLL = Duration.ofSeconds(1);

    private final EngineOptions options;
    private final Connections connections;
    private final Function<Session, SessionListener> application;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Session> departed = new ConcurrentHashMap<>();
    private final List<HandshakeCheck> checks = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<EngineRequest, Verdict.Refused>> onError = new CopyOnWriteArrayList<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Scheduler.Timer tick;
    private volatile Function<OpeningRequest, String> ids;
    private volatile boolean isClosing;

    /**
     * @param connections carry the sessions, and set limits to their number, messages and outboxes
     * @param application gives each session what listens to it
     */
    public EngineServer(
            EngineOptions options, Connections connections, Function<Session, SessionListener> application) {
        this.options = requireNonNull(options, "options");
        this.connections = requireNonNull(connections, "connections");
        this.application = requireNonNull(application, "application");
        RandomIds random = new RandomIds();
        this.ids = request -> random.next();
        this.tick = scheduler().every(options.heartbeat().tick(), this::tick);
    }

    /** Adds a check that each request which would open a session must pass. */
    public void allowRequest(HandshakeCheck check) {
        checks.add(requireNonNull(check, "check"));
    }

    /** Called for each request that is refused: the event {@code connection_error} of Node's server. */
    public void onConnectionError(BiConsumer<EngineRequest, Verdict.Refused> listener) {
        onError.add(requireNonNull(listener, "listener"));
    }

    /**
     * Replaces what makes the ids of sessions: {@code generateId}.
     *
     * @param generator gives a text that nobody can guess and no other session has, of 1 to 128 characters out of {@code
     *     A-Za-z0-9_-}; where it fails the handshake is refused. Called on the thread of the request, many at once; may block
     */
    public void generateIds(Function<OpeningRequest, String> generator) {
        ids = requireNonNull(generator, "generator");
    }

    /** The sessions. A live view that cannot be changed. */
    public Collection<Session> sessions() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /** How many sessions there are: {@code clientsCount}. */
    public int sessionCount() {
        return sessions.size();
    }

    public EngineOptions options() {
        return options;
    }

    /** Most bytes that a message, or the body of a POST, may have. */
    public int maxPayload() {
        return connections.options().maxMessageBytes();
    }

    // For whoever speaks HTTP

    /** Says what is to be done with a request, in the order in which Node's server asks. */
    public Verdict judge(EngineRequest request) {
        Verdict verdict = verdict(request);
        if (verdict instanceof Verdict.Refused refused) {
            LOG.log(Level.DEBUG, "refused a request: {0} {1}", refused.message(), refused.context());
            onError.forEach(listener -> tell(listener, request, refused));
        }
        return verdict;
    }

    private static void tell(
            BiConsumer<EngineRequest, Verdict.Refused> listener, EngineRequest request, Verdict.Refused refused) {
        try {
            listener.accept(request, refused);
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a listener to refused requests failed", e);
        }
    }

    private Verdict verdict(EngineRequest request) {
        Optional<TransportName> transport =
                TransportName.of(request.transport()).filter(options.transports()::contains);
        if (transport.isEmpty()) {
            return Verdict.Refused.of(EngineError.UNKNOWN_TRANSPORT, "transport", request.transport());
        } else if (request.session().isPresent()) {
            return continuing(request, request.session().get(), transport.get());
        }
        return opening(request, transport.get());
    }

    private Verdict continuing(EngineRequest request, String sid, TransportName transport) {
        Session session = sessions.get(sid);
        if (session != null) {
            session.tick(scheduler().now()); // it may be dead, and nobody has looked yet
        }
        if (session == null || session.hasEnded()) {
            session = request.method().equals("GET") && !request.isUpgrade() ? departed.get(sid) : null;
        }
        if (session == null) {
            return Verdict.Refused.of(EngineError.UNKNOWN_SID, "sid", sid);
        }
        boolean fits = request.isUpgrade()
                ? transport == TransportName.WEBSOCKET && options.allowUpgrades()
                : transport == TransportName.POLLING && session.transport() == TransportName.POLLING;
        if (!fits) {
            return Verdict.Refused.badRequest("TRANSPORT_MISMATCH");
        } else if (!session.revision().number().equals(request.revision())) {
            return Verdict.Refused.badRequest("PROTOCOL_MISMATCH");
        }
        return new Verdict.Continues(session);
    }

    private Verdict opening(EngineRequest request, TransportName transport) {
        if (!request.method().equals("GET")) {
            return Verdict.Refused.of(EngineError.BAD_HANDSHAKE_METHOD, "method", request.method());
        } else if (request.isUpgrade() != (transport == TransportName.WEBSOCKET)) {
            return Verdict.Refused.badRequest("TRANSPORT_HANDSHAKE_ERROR");
        }
        OpeningRequest facts = request.facts().get();
        try {
            checks.forEach(check -> check.check(facts));
        } catch (HandshakeRefused no) {
            return new Verdict.Refused(EngineError.FORBIDDEN, no.getMessage(), Map.of("message", no.getMessage()));
        } catch (RuntimeException e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a check of a request failed", e);
            return Verdict.Refused.of(EngineError.FORBIDDEN, "message", EngineError.FORBIDDEN.message());
        }
        Optional<Revision> revision = Revision.of(request.revision())
                .filter(asked -> asked != Revision.V3 || options.allowRevision3());
        if (revision.isEmpty()) {
            return Verdict.Refused.of(EngineError.UNSUPPORTED_PROTOCOL_VERSION, "protocol", request.revision());
        }
        return newId(facts)
                .<Verdict>map(id -> new Verdict.Opens(id, transport, revision.get(), request.isTextOnly(), facts))
                .orElseGet(() -> Verdict.Refused.badRequest("ID_GENERATION_ERROR"));
    }

    private Optional<String> newId(OpeningRequest facts) {
        try {
            String id = requireNonNull(ids.apply(facts), "id");
            boolean isFree = ID.matcher(id).matches() && !sessions.containsKey(id);
            return isFree ? Optional.of(id) : Optional.empty();
        } catch (RuntimeException e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "no id could be made for a session", e);
            return Optional.empty();
        }
    }

    /**
     * Opens a session that polls. The caller calls {@link Session#begin} and then answers the request with {@link
     * #openPayload}, and with nothing else: what the application sends at once waits for the next poll.
     *
     * @return empty when there is no room, or the server is closing
     */
    public Optional<Session> openPolling(Verdict.Opens opens) {
        if (isClosing || !connections.enter()) {
            return Optional.empty();
        }
        Session made = new Session(this, opens, new Mailbox(), session -> new PollingCarrier(session, connections));
        return Optional.of(add(made)).filter(session -> !session.hasEnded());
    }

    /** The answer to the request that has opened a session. */
    public PayloadCodec.Payload openPayload(Session session, boolean isTextOnly) {
        return PayloadCodec.of(session.revision()).encode(List.of(openPacket(session)), isTextOnly);
    }

    /** Takes up a WebSocket that opens a session. Empty when there is no room; then it is closed. */
    public Optional<Connection> openWebSocket(Verdict.Opens opens, Transport transport) {
        Mailbox mailbox = new Mailbox();
        return connections.openWithoutPings(opens.request(), transport, mailbox, connection -> {
            Session session = new Session(this, opens, mailbox, made -> new WebSocketCarrier(made, connection));
            add(session);
            session.sendFrames(List.of(session.encode(openPacket(session))), false);
            session.begin();
            return session.webSocket();
        });
    }

    /** Takes up a WebSocket for a session that polls. Empty when there is no room; then it is closed. */
    public Optional<Connection> upgrade(Session session, Transport transport) {
        return connections.openInstead(session.request(), transport, session.mailbox(), session::tryWebSocket);
    }

    /** Ends all sessions with {@link CloseReason#SERVER_SHUTTING_DOWN} and opens no more. */
    @Override
    public void close() {
        isClosing = true;
        tick.cancel();
        sessions.values().forEach(session -> session.end(CloseReason.SERVER_SHUTTING_DOWN, ""));
    }

    Function<Session, SessionListener> application() {
        return application;
    }

    Scheduler scheduler() {
        return connections.scheduler();
    }

    Executor workers() {
        return connections.workers();
    }

    /**
     * A client's good-bye and its last poll come on two connections, in any order; the poll is answered either way.
     */
    void keepForLastPoll(Session session) {
        departed.put(session.id(), session);
        scheduler().after(LAST_POLL, () -> departed.remove(session.id(), session));
    }

    void remove(Session session) {
        sessions.remove(session.id(), session);
    }

    private Session add(Session session) {
        if (sessions.putIfAbsent(session.id(), session) != null) {
            session.end(CloseReason.FORCED_CLOSE, "another session has its id");
        } else if (isClosing) { // close() may have looked before it was there to be found
            session.end(CloseReason.SERVER_SHUTTING_DOWN, "");
        }
        return session;
    }

    // written by hand, because this package knows no JSON
    private EnginePacket openPacket(Session session) {
        boolean offersUpgrade = session.transport() == TransportName.POLLING && options.offersUpgrade();
        return EnginePacket.of(
                EnginePacketType.OPEN,
                "{\"sid\":\"" + session.id() + "\",\"upgrades\":" + (offersUpgrade ? "[\"websocket\"]" : "[]")
                        + ",\"pingInterval\":" + options.heartbeat().interval().toMillis()
                        + ",\"pingTimeout\":" + options.heartbeat().timeout().toMillis()
                        + ",\"maxPayload\":" + maxPayload() + "}");
    }

    private void tick() {
        if (looking.compareAndSet(false, true)) {
            try {
                long now = scheduler().now();
                sessions.values().forEach(session -> session.tick(now));
            } finally {
                looking.set(false);
            }
        }
    }
}
