package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Connections;
import dev.parley.connection.HandshakeCheck;
import dev.parley.connection.HandshakeHooks;
import dev.parley.connection.Mailbox;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Scheduler;
import dev.parley.connection.SubprotocolChoice;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** All Engine.IO sessions of one address. Safe for use by many threads. */
public final class EngineServer implements AutoCloseable {
    private final Connections connections;
    private final Sessions sessions;
    private final RequestJudge judge;
    private final HandshakeHooks hooks = new HandshakeHooks();
    private final ResponseHeaders responseHeaders = new ResponseHeaders();

    /**
     * @param connections carry the sessions, and set limits to their number, messages and outboxes
     * @param application gives each session what listens to it
     */
    public EngineServer(
            EngineOptions options, Connections connections, Function<Session, SessionListener> application) {
        this.connections = requireNonNull(connections, "connections");
        this.sessions = new Sessions(
                requireNonNull(options, "options"), connections, requireNonNull(application, "application"));
        this.judge = new RequestJudge(sessions, hooks);
    }

    /** Adds a check that each request which would open a session must pass. */
    public void allowRequest(HandshakeCheck check) {
        hooks.allowRequest(check);
    }

    /** Replaces the choice of a WebSocket's sub-protocol, at first {@link SubprotocolChoice#FIRST}. */
    public void chooseSubprotocol(SubprotocolChoice choice) {
        hooks.chooseSubprotocol(choice);
    }

    /**
     * Called before the request is answered that opens a session; what it puts into the map becomes headers: {@code
     * initial_headers}.
     */
    public void onInitialHeaders(BiConsumer<EngineRequest, Map<String, String>> hook) {
        responseHeaders.onInitial(hook);
    }

    /** Called before each request of a session is answered: {@code headers}. */
    public void onHeaders(BiConsumer<EngineRequest, Map<String, String>> hook) {
        responseHeaders.onEach(hook);
    }

    /**
     * Called for each request that is refused, whatever for: the event {@code connection_error} of Node's server. Its {@code
     * context} says what exactly was wrong. On the thread of the request, before or after it is answered.
     */
    public void onConnectionError(BiConsumer<EngineRequest, Verdict.Refused> listener) {
        judge.onConnectionError(listener);
    }

    /**
     * Has it found out who would open a session, before the application's checks are asked.
     *
     * @param finder gives the same request with whom it belongs to; may throw {@link dev.parley.connection.HandshakeRefused}. Called
     *     on the thread of the request, many at once; may block
     */
    public void identify(UnaryOperator<OpeningRequest> finder) {
        judge.identify(finder);
    }

    /**
     * Replaces what makes the ids of sessions: {@code generateId}.
     *
     * @param generator gives a text that nobody can guess and no other session has, of 1 to 128 characters out of {@code
     *     A-Za-z0-9_-}; where it fails the handshake is refused. Called on the thread of the request, many at once; may block
     */
    public void generateIds(Function<OpeningRequest, String> generator) {
        judge.generateIds(generator);
    }

    /** The sessions. A live view that cannot be changed. */
    public Collection<Session> sessions() {
        return sessions.all();
    }

    /** How many sessions there are: {@code clientsCount}. */
    public int sessionCount() {
        return sessions.count();
    }

    public EngineOptions options() {
        return sessions.options();
    }

    /** Most bytes that a message, or the body of a POST, may have. */
    public int maxPayload() {
        return sessions.maxPayload();
    }

    // For whoever speaks HTTP

    public Scheduler scheduler() {
        return connections.scheduler();
    }

    /** What the application says to a handshake. */
    public HandshakeHooks hooks() {
        return hooks;
    }

    /** The headers that the application adds to the answer of a request that is not refused. */
    public Map<String, String> headers(EngineRequest request, Verdict verdict) {
        return responseHeaders.of(request, verdict);
    }

    /** Whether the application adds any, so that it must be asked for each answer. */
    public boolean hasHeaders() {
        return !responseHeaders.isEmpty();
    }

    /** The session whose poll or POST this is; empty also where it is to be refused, which nobody is told. */
    public Optional<PollingSession> polling(EngineRequest request) {
        return judge.polling(request);
    }

    /** Says what is to be done with a request, in the order in which Node's server asks. */
    public Verdict judge(EngineRequest request) {
        return judge.judge(request);
    }

    /** A request has been refused before it was judged, or after it had passed. */
    public void refused(EngineRequest request, Verdict.Refused refused) {
        judge.refused(request, refused);
    }

    /**
     * Opens a session that polls. The caller answers the request with what {@link PollingSession#begin} gives.
     *
     * @return empty when there is no room, or the server is closing
     */
    public Optional<PollingSession> openPolling(Verdict.Opens opens) {
        if (sessions.isClosing() || !connections.enter(opens.request())) {
            return Optional.empty();
        }
        Session made = new Session(
                sessions, opens, connections.mailbox(opens.request()), session -> new PollingCarrier(session, connections));
        sessions.add(made);
        return made.hasEnded() ? Optional.empty() : Optional.of(made.polling());
    }

    /** Takes up a WebSocket that opens a session. Empty when there is no room; then it is closed. */
    public Optional<WebSocketConnection> openWebSocket(Verdict.Opens opens, Transport transport) {
        Mailbox mailbox = connections.mailbox(opens.request());
        return connections.openWithoutPings(opens.request(), transport, mailbox, connection -> {
            Session session = new Session(sessions, opens, mailbox, made -> new WebSocketCarrier(made, connection));
            sessions.add(session);
            session.sendFrames(List.of(session.encode(session.openPacket())), false);
            session.begin();
            return session.webSocket();
        });
    }

    /** Takes up a WebSocket for a session that polls. Empty when there is no room; then it is closed. */
    public Optional<WebSocketConnection> upgrade(PollingSession polling, Transport transport) {
        Session session = polling.session();
        return connections.openInstead(session.request(), transport, session.mailbox(), session::tryWebSocket);
    }

    /** Ends all sessions with {@link CloseReason#SERVER_SHUTTING_DOWN} and opens no more. */
    @Override
    public void close() {
        sessions.close();
    }
}
