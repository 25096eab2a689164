package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.WebSocketServer;
import dev.parley.engineio.EngineOptions;
import dev.parley.engineio.EngineServer;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.engine.Parser;
import dev.parley.socketio.engine.SocketIoClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/**
 * A Socket.IO server in memory, for one test. Its clients speak protocol 5 with it, or 4, over WebSockets that are none; its clock
 * stands still until {@link #advance}. It has no thread: everything happens on those of its callers.
 *
 * <pre>{@code
 * TestServer server = new TestServer().install(new Chat()::install);
 * TestClient anna = server.connect("/chat", Map.of("name", "Anna"));
 * TestClient boris = server.connect("/chat", Map.of("name", "Boris"));
 *
 * Receipt receipt = anna.emitWithAck(SAY, new Say("lobby", "hi")).value();
 *
 * assertEquals(List.of(new Said(receipt.id(), "Anna", "hi")), boris.received(SAID));
 * }</pre>
 *
 * <p>Safe for use by many threads, of which one at a time may move the clock. It holds on to nothing outside, so that it need
 * not be closed; {@link #close} tests what an application does when its server stops.
 */
public final class TestServer implements AutoCloseable {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Clock clock = new MovedClock(ZoneOffset.UTC);
    private final SocketIoServer io;
    private final Connections connections;
    private final EngineServer engine;
    private final Provided provided = new Provided();
    private final Deque<Runnable> stopTasks = new ConcurrentLinkedDeque<>();
    private final Installation installation;

    /** With the options of a server that nobody has configured. */
    public TestServer() {
        this(SocketIoOptions.defaults());
    }

    /** With limits of the test's choice. */
    public TestServer(SocketIoOptions options) {
        io = new SocketIoServer(options, scheduler, InMemoryAdapter::new);
        connections = new Connections(ConnectionOptions.defaults(), scheduler, Runnable::run);
        engine = new EngineServer(
                EngineOptions.defaults(), connections, new SocketIoClients(io, Parser.DEFAULT));
        installation = new Installation(
                new TestParley(io, engine, connections, new WebSocketServer(connections), stopTasks), provided);
    }

    /**
     * Lets an application add its namespaces.
     *
     * @return this
     */
    public TestServer install(Consumer<? super SocketIoServer> application) {
        application.accept(io);
        return this;
    }

    /**
     * Installs what a container would find: classes with {@code @SocketNamespace}, classes that implement {@code
     * ParleyApplication}, or objects of such classes. Of a class an object is made by its constructor with {@code @Inject},
     * which is given what was {@linkplain #provide provided}, or by the one without parameters.
     *
     * <pre>{@code
     * TestServer server = new TestServer().provide(new OrdersInMemory()).install(OrdersNamespace.class);
     * }</pre>
     *
     * @param parts all are read and made before the first is installed
     * @return this
     * @throws dev.parley.socketio.annotation.InvalidNamespaceException for the first mistake in a namespace, as at deployment
     * @throws IllegalStateException naming the class of which no object can be made
     * @throws IllegalArgumentException if one is neither
     */
    public synchronized TestServer install(Object... parts) {
        installation.install(parts);
        return this;
    }

    /**
     * Provides objects for constructors with {@code @Inject} of classes that are installed afterwards. They are found by type;
     * qualifiers do not count.
     *
     * @return this
     */
    public TestServer provide(Object... values) {
        for (Object value : values) {
            provided.add(value);
        }
        return this;
    }

    /** The server itself. */
    public SocketIoServer io() {
        return io;
    }

    /** What its clients' sessions belong to, such as for {@link EngineServer#allowRequest}. */
    public EngineServer engine() {
        return engine;
    }

    // Clients

    /** A client that sends nothing to be let in; see {@link TestRequest#connect(String)}. */
    public TestClient connect(String namespace) {
        return request().connect(namespace);
    }

    /** A client that sends something to be let in; see {@link TestRequest#connect(String, Object)}. */
    public TestClient connect(String namespace, Object auth) {
        return request().connect(namespace, auth);
    }

    /** A request without cookies, headers and parameters of its own: the start for those that have some. */
    public TestRequest request() {
        return new TestRequest(this);
    }

    // Time

    /** Moves the clock. Timeouts that end, and pings that are due, happen on the way, in this call. */
    public void advance(Duration by) {
        scheduler.advance(requireNonNull(by, "by"));
    }

    /** The time for applications that ask for it. It begins at 2026-01-01T00:00:00Z and moves with {@link #advance}. */
    public Clock clock() {
        return clock;
    }

    VirtualScheduler scheduler() {
        return scheduler;
    }

    /** How many timers wait: the server's own, the application's, and one of each client of protocol 4. To be compared, as "no more than before". */
    public int timers() {
        return scheduler.waiting();
    }

    /** Stops the server as a container would: clients hear of it, timers are called off. Twice is once. */
    @Override
    public void close() {
        engine.close();
        connections.close();
        scheduler.close();
        io.close();
        for (Runnable task = stopTasks.poll(); task != null; task = stopTasks.poll()) {
            task.run();
        }
    }

    private final class MovedClock extends Clock {
        private final ZoneId zone;

        private MovedClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new MovedClock(other);
        }

        @Override
        public Instant instant() {
            return scheduler.instant();
        }
    }
}
