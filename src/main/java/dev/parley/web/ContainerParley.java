package dev.parley.web;

import static java.util.Objects.requireNonNull;

import dev.parley.auth.OriginPolicy;
import dev.parley.config.Configuration;
import dev.parley.connection.Connection;
import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketServer;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.SocketIoServer;
import dev.parley.wire.Vocabulary;
import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Parley in a container. Immutable. */
final class ContainerParley implements Parley {
    private final ServletContext context;
    private final Application application;

    ContainerParley(ServletContext context, Application application) {
        this.context = context;
        this.application = application;
    }

    @Override
    public SocketIoServer io() {
        return application.server();
    }

    @Override
    public EngineServer engine() {
        return application.engine();
    }

    @Override
    public WebSocketServer webSockets() {
        return application.webSockets();
    }

    @Override
    public ServletContext context() {
        return context;
    }

    @Override
    public Configuration configuration() {
        return application.configuration();
    }

    @Override
    public void declareRoles(String... roles) {
        application.roles().addAll(Set.of(roles));
    }

    @Override
    public void declareSessionAttributes(String... names) {
        application.sessionAttributes().addAll(Set.of(names));
    }

    @Override
    public void onStop(Runnable task) {
        application.onStop(requireNonNull(task, "task"));
    }

    /** The objects of the application's classes. */
    Beans beans() {
        return application.beans();
    }

    @Override
    public OriginPolicy origins() {
        return application.origins();
    }

    @Override
    public EngineServer openEngine(String path, Function<Session, SessionListener> listeners) {
        Mounts.check(context, requireNonNull(path, "path"));
        requireNonNull(listeners, "listeners");
        Doorman doorman = application.doorman();
        EngineServer engine = application.newEngine(session -> {
            doorman.watch(session.connection());
            return listeners.apply(session);
        });
        engine.identify(doorman::admitted);
        Mounts.engine(context, application, path, engine, EngineFiles.NONE);
        return engine;
    }

    @Override
    public WebSocketServer openWebSocket(String path, Function<Connection, Receiver> receivers) {
        WebSocketServer server = new WebSocketServer(application.connections());
        Mounts.webSocket(
                context, application, requireNonNull(path, "path"), server, requireNonNull(receivers, "receivers"));
        return server;
    }

    @Override
    public void useVocabulary(Predicate<Namespace> where, Vocabulary vocabulary) {
        application.natives().use("", where, requireNonNull(vocabulary, "vocabulary"));
    }

    @Override
    public void useDialect(String dialect, Predicate<Namespace> where, Vocabulary vocabulary) {
        if (!NativeAddress.isDialect(requireNonNull(dialect, "dialect"))) {
            throw new IllegalArgumentException(
                    "a dialect must be 1 to 32 of a-z, 0-9 and -, a letter first, was '" + dialect + "'");
        }
        application.natives().use(dialect, where, requireNonNull(vocabulary, "vocabulary"));
    }
}
