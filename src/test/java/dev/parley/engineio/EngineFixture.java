package dev.parley.engineio;

import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.OutboxOptions;
import dev.parley.connection.RequestOwner;
import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** An Engine.IO server with a clock that the test moves. What its sessions hear is remembered. */
public final class EngineFixture {
    /** Of the protocol's own test suites. */
    public static final HeartbeatOptions HEARTBEAT =
            new HeartbeatOptions(Duration.ofMillis(300), Duration.ofMillis(200));

    public static final EngineOptions OPTIONS = new EngineOptions(
            HEARTBEAT, Duration.ofSeconds(10), Duration.ofSeconds(30), Set.of(TransportName.values()), true, true);

    /** Whose {@link OpeningRequests#any} is. */
    static final RequestOwner OWNER = new RequestOwner(null, null, "192.0.2.1");

    public final VirtualScheduler clock = new VirtualScheduler();
    public final Connections connections;
    public final EngineServer server;
    private final Map<Session, Recorder> recorders = new HashMap<>();
    private Function<Session, SessionListener> application = this::recorder;

    public EngineFixture() {
        this(OPTIONS, connectionOptions(1_000_000, OutboxOptions.defaults()));
    }

    public EngineFixture(EngineOptions options) {
        this(options, connectionOptions(1_000_000, OutboxOptions.defaults()));
    }

    public EngineFixture(EngineOptions options, ConnectionOptions limits) {
        connections = new Connections(limits, clock, Runnable::run);
        server = new EngineServer(options, connections, session -> application.apply(session));
    }

    /** At most ten connections. */
    public static ConnectionOptions connectionOptions(int maxMessageBytes, OutboxOptions outbox) {
        return new ConnectionOptions(10, MessageOptions.ofAtMost(maxMessageBytes), HEARTBEAT, outbox);
    }

    /** With a heartbeat that nobody waits for. */
    public static EngineOptions withoutHeartbeat() {
        HeartbeatOptions never = new HeartbeatOptions(Duration.ofHours(1), Duration.ofHours(1));
        return new EngineOptions(never, Duration.ofSeconds(10), Duration.ofSeconds(30), Set.of(TransportName.values()), true, true);
    }

    /** Replaces the recorders. */
    public void application(Function<Session, SessionListener> listeners) {
        application = listeners;
    }

    private Recorder recorder(Session session) {
        return recorders.computeIfAbsent(session, key -> new Recorder());
    }

    Recorder recorderOf(Session session) {
        return recorders.get(session);
    }

    /** A client that has not connected. */
    public EngineClient client(String revision) {
        return new EngineClient(this, revision, null);
    }

    /** A client that has not connected and can take no binary. */
    EngineClient textOnlyClient(String revision) {
        return new EngineClient(this, revision, "1");
    }

    /** A client that polls. */
    public EngineClient polling(String revision) {
        EngineClient client = client(revision);
        client.open();
        return client;
    }

    /** A client whose session began with a WebSocket; the open packet has been read. */
    public EngineClient.WebSocket webSocket(String revision) {
        EngineClient.WebSocket opened = client(revision).webSocket();
        opened.texts();
        return opened;
    }

    public void advance(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    EngineRequest request(
            String method, boolean isUpgrade, String transport, String revision, String sid, String base64) {
        return new EngineRequest(
                method, isUpgrade, transport, revision, sid, base64, () -> OWNER, OpeningRequests::any);
    }
}
