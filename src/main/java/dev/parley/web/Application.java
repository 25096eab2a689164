package dev.parley.web;

import dev.parley.auth.OriginPolicy;
import dev.parley.config.Configuration;
import dev.parley.config.Option;
import dev.parley.connection.Connections;
import dev.parley.connection.Scheduler;
import dev.parley.connection.ThreadScheduler;
import dev.parley.connection.WebSocketServer;
import dev.parley.connection.Workers;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.engine.SocketIoClients;
import dev.parley.web.upgrade.Upgrades;
import dev.parley.wire.SseServer;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * All objects of one deployment, made in one place and closed in one place. Safe for use by many threads. No thread of
 * its survives {@link #close}.
 */
final class Application implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Application.class.getName());

    private final Configuration configuration;
    private final Settings settings;
    private final Workers workers =
            new Workers(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    private final Scheduler scheduler = new ThreadScheduler(workers);
    private final Connections connections;
    private final SocketIoServer server;
    private final Doorman doorman;
    private final NativeNamespaces natives;
    private final WebSocketServer webSockets;
    private final SseServer sse;
    private final EngineServer engine;
    private final List<EngineServer> engines = new CopyOnWriteArrayList<>();
    private final Set<String> roles = ConcurrentHashMap.newKeySet();
    private final Set<String> sessionAttributes = ConcurrentHashMap.newKeySet();
    private final Beans beans = new Beans();
    private final RefusedOrigins refusedOrigins = new RefusedOrigins();
    private final UnnamedProxy unnamedProxy = new UnnamedProxy();
    private volatile Upgrades upgrades; // null where the container does it
    private volatile PollShortcut pollShortcut; // null before it is published
    private final Deque<Runnable> stopTasks = new ArrayDeque<>(); // guarded by this
    private boolean isClosed; // guarded by this

    private Application(Configuration configuration, Settings settings) {
        this.configuration = configuration;
        this.settings = settings;
        sessionAttributes.addAll(settings.sessionAttributes());
        this.connections = new Connections(settings.connections(), scheduler, workers);
        this.server = new SocketIoServer(settings.socketIo(), scheduler, InMemoryAdapter::new);
        settings.auth().authenticator(workers).ifPresent(server::authenticator);
        this.doorman = new Doorman(server);
        this.natives = new NativeNamespaces(server, settings.rate());
        this.webSockets = new WebSocketServer(connections);
        webSockets.chooseSubprotocol((offered, request) -> offered.stream().filter("json"::equals).findFirst());
        this.sse = new SseServer(settings.sse(), connections);
        this.engine = newEngine(new SocketIoClients(server, settings.parser()));
    }

    /** @throws dev.parley.config.InvalidOptionException naming the first option that has an impossible value */
    static Application configured(Configuration configuration) {
        return new Application(configuration, Settings.read(configuration));
    }

    /** The application of a web application; null when it has not started. */
    static Application of(ServletContext context) {
        return (Application) context.getAttribute(Application.class.getName());
    }

    /**
     * Makes it known to the web application, and knows from now on where it runs.
     *
     * @throws dev.parley.config.InvalidOptionException if the container must not do what an option says
     */
    void publish(ServletContext context) {
        if (settings.frames().isOwn(context)) {
            if (Upgrades.areHarmfulOn(context)) {
                throw configuration.invalid(Option.WEBSOCKET_FRAMES, "auto or container where WildFly hides its Undertow");
            }
            upgrades = new Upgrades(scheduler, workers, settings.deflate(), settings.handlers().mayBlock(), context);
        }
        pollShortcut = PollShortcut.on(context, connections, settings);
        context.setAttribute(Application.class.getName(), this);
    }

    Configuration configuration() {
        return configuration;
    }

    Settings settings() {
        return settings;
    }

    Connections connections() {
        return connections;
    }

    /** The WebSockets whose frames are ours; empty where the container reads and writes them. */
    Optional<Upgrades> upgrades() {
        return Optional.ofNullable(upgrades);
    }

    PollShortcut pollShortcut() {
        return pollShortcut;
    }

    SocketIoServer server() {
        return server;
    }

    /** Asked for whoever comes elsewhere than to a namespace. */
    Doorman doorman() {
        return doorman;
    }

    /** What native clients find. */
    NativeNamespaces natives() {
        return natives;
    }

    /** All native connections to namespaces. */
    WebSocketServer webSockets() {
        return webSockets;
    }

    /** The native clients that have HTTP alone. */
    SseServer sse() {
        return sse;
    }

    /** The Engine.IO server that carries Socket.IO's own clients. */
    EngineServer engine() {
        return engine;
    }

    /** Makes one more, which is closed with the application. */
    EngineServer newEngine(Function<Session, SessionListener> listeners) {
        EngineServer made = new EngineServer(settings.engine().engine(), connections, listeners);
        engines.add(made);
        return made;
    }

    /** The roles that users are asked for at each handshake; may be added to at start. */
    Set<String> roles() {
        return roles;
    }

    /** What is copied of the container's session at each handshake; may be added to at start. */
    Set<String> sessionAttributes() {
        return sessionAttributes;
    }

    /** The objects of the application's classes. */
    Beans beans() {
        return beans;
    }

    RefusedOrigins refusedOrigins() {
        return refusedOrigins;
    }

    UnnamedProxy unnamedProxy() {
        return unnamedProxy;
    }

    OriginPolicy origins() {
        return settings.origins();
    }

    /** What is to be done when all is closed; the last first. */
    synchronized void onStop(Runnable task) {
        stopTasks.addFirst(task);
    }

    /** Closes everything, in the order of dependence. Twice is once. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            engines.forEach(EngineServer::close);
            sse.close();
            connections.close();
            upgrades().ifPresent(Upgrades::close);
            scheduler.close();
            workers.close();
            server.close();
            stopTasks.forEach(Application::guarded);
            beans.close();
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an application could not stop as it wanted to", e);
        }
    }
}
