package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** All plain WebSockets of one address: the {@code WebSocketServer} of ws. Safe for use by many threads. */
public final class WebSocketServer {
    private static final Logger LOG = System.getLogger(WebSocketServer.class.getName());

    private final Connections home;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final HandshakeHooks hooks = new HandshakeHooks();
    private final List<Consumer<FailedHandshake>> onError = new CopyOnWriteArrayList<>();

    /** @param home sets limits to their number, messages and outboxes, and pings them */
    public WebSocketServer(Connections home) {
        this.home = requireNonNull(home, "home");
    }

    /** The connections. A live view that cannot be changed. */
    public Collection<Connection> connections() {
        return Collections.unmodifiableCollection(open);
    }

    /** Most bytes that a message may have. */
    public int maxPayload() {
        return home.options().messages().maxBytes();
    }

    /** Adds a check that each handshake must pass: {@code verifyClient}. */
    public void allowRequest(HandshakeCheck check) {
        hooks.allowRequest(check);
    }

    /** Replaces the choice of a sub-protocol, at first {@link SubprotocolChoice#FIRST}: {@code handleProtocols}. */
    public void chooseSubprotocol(SubprotocolChoice choice) {
        hooks.chooseSubprotocol(choice);
    }

    /** Called before a handshake is answered with 101; what it puts into the map becomes headers: the event {@code headers}. */
    public void onHeaders(BiConsumer<OpeningRequest, Map<String, String>> hook) {
        hooks.onHeaders(hook);
    }

    /** Called for each handshake that is refused, whatever for: {@code wsClientError}. On the thread of the request. */
    public void onConnectionError(Consumer<FailedHandshake> listener) {
        onError.add(requireNonNull(listener, "listener"));
    }

    // For whoever speaks HTTP

    public Scheduler scheduler() {
        return home.scheduler();
    }

    /** What the application says to a handshake. */
    public HandshakeHooks hooks() {
        return hooks;
    }

    /** A handshake has been refused. */
    public void failed(FailedHandshake failed) {
        LOG.log(Level.DEBUG, "refused a handshake: {0} {1}", failed.status(), failed.context());
        for (Consumer<FailedHandshake> listener : onError) {
            try {
                listener.accept(failed);
            } catch (RuntimeException | Error e) { // the border between the application's code and ours
                LOG.log(Level.ERROR, "a listener to refused handshakes failed", e);
            }
        }
    }

    /** Takes up a WebSocket of whom nobody here shall know, to close it. Empty when there is no room; then it is closed as well. */
    public Optional<WebSocketConnection> turnAway(OpeningRequest request, Transport transport, CloseStatus why) {
        return home.open(request, transport, connection -> {
            connection.close(why);
            return Receiver.NOBODY;
        });
    }

    /** Takes up a WebSocket. Empty when there is no room; then it is closed. */
    public Optional<WebSocketConnection> open(
            OpeningRequest request, Transport transport, Function<WebSocketConnection, Receiver> protocol) {
        return home.open(request, transport, connection -> {
            open.add(connection);
            connection.whenGone(() -> open.remove(connection));
            return protocol.apply(connection);
        });
    }
}
