package dev.parley.web;

import dev.parley.auth.OriginPolicy;
import dev.parley.chat.Chat;
import dev.parley.chat.wire.CodesVocabulary;
import dev.parley.chat.wire.MdnVocabulary;
import dev.parley.connection.Connection;
import dev.parley.connection.Connections;
import dev.parley.connection.Receiver;
import dev.parley.connection.Scheduler;
import dev.parley.connection.ThreadScheduler;
import dev.parley.connection.Workers;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.engine.SocketIoClients;
import dev.parley.wire.Frame;
import dev.parley.wire.GenericVocabulary;
import dev.parley.wire.NativePeer;
import dev.parley.wire.NativeWire;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * All objects of one deployment, made in one place and closed in one place. Safe for use by many threads. No thread of
 * its survives {@link #close}.
 */
final class Application implements AutoCloseable {
    private final Settings settings;
    private final Workers workers =
            new Workers(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    private final Scheduler scheduler = new ThreadScheduler(workers);
    private final Connections connections;
    private final SocketIoServer server;
    private final Chat chat;
    private final NativeWire generic = new NativeWire(new GenericVocabulary());
    private final NativeWire mdn = new NativeWire(new MdnVocabulary());
    private final NativeWire codes;
    private final EngineServer engine;
    private final List<EngineServer> engines = new CopyOnWriteArrayList<>();
    private final RefusedOrigins refusedOrigins = new RefusedOrigins();
    private boolean isClosed; // guarded by this

    Application(Settings settings) {
        this.settings = settings;
        this.connections = new Connections(settings.connections(), scheduler, workers);
        this.server = new SocketIoServer(settings.socketIo(), scheduler, InMemoryAdapter::new);
        this.chat = new Chat(settings.chat(), settings.chatNamespaces(), Clock.systemUTC());
        this.codes = new NativeWire(new CodesVocabulary(settings.codes()));
        chat.install(server);
        this.engine = newEngine(new SocketIoClients(server, settings.parser()));
    }

    /** The application of a web application; null when it has not started. */
    static Application of(ServletContext context) {
        return (Application) context.getAttribute(Application.class.getName());
    }

    void publish(ServletContext context) {
        context.setAttribute(Application.class.getName(), this);
    }

    Settings settings() {
        return settings;
    }

    Connections connections() {
        return connections;
    }

    SocketIoServer server() {
        return server;
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

    RefusedOrigins refusedOrigins() {
        return refusedOrigins;
    }

    Chat chat() {
        return chat;
    }

    /** Whether there is something to talk to at an address. */
    boolean serves(NativeAddress address) {
        return switch (address.dialect()) {
            case ECHO -> true;
            case JSON -> server.accepts(address.namespace());
            case CODES -> server.accepts(address.namespace())
                    && server.existing(address.namespace()).map(chat::isIn).orElse(true);
        };
    }

    /** Makes what receives the messages of a connection. */
    Receiver receiver(Connection connection, NativeAddress address, Function<String, Frame> decoder) {
        if (address.dialect() == NativeAddress.Dialect.ECHO) {
            return new EchoReceiver(connection);
        }
        return new NativePeer(
                connection,
                server,
                address.namespace(),
                namespace -> wire(namespace, address.dialect()),
                settings.rate(),
                decoder);
    }

    OriginPolicy origins() {
        return settings.origins();
    }

    /** Closes everything, in the order of dependence. Twice is once. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            engines.forEach(EngineServer::close);
            connections.close();
            scheduler.close();
            workers.close();
            server.close();
        }
    }

    private NativeWire wire(Namespace namespace, NativeAddress.Dialect dialect) {
        if (!chat.isIn(namespace)) {
            return generic;
        }
        return dialect == NativeAddress.Dialect.CODES ? codes : mdn;
    }
}
