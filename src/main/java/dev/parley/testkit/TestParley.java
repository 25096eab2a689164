package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.auth.OriginPolicy;
import dev.parley.config.Configuration;
import dev.parley.connection.Connection;
import dev.parley.connection.Connections;
import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketServer;
import dev.parley.engineio.EngineOptions;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.SocketIoServer;
import dev.parley.web.Parley;
import dev.parley.wire.Vocabulary;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Parley without a container, with all options at their defaults. What stands at other paths can be opened, but nobody comes
 * there. Immutable.
 */
record TestParley(
        SocketIoServer io,
        EngineServer engine,
        Connections connections,
        WebSocketServer webSockets,
        Deque<Runnable> stopTasks)
        implements Parley {

    @Override
    public Configuration configuration() {
        return new Configuration(List.of());
    }

    @Override
    public OriginPolicy origins() {
        return OriginPolicy.sameHostAnd(List.of());
    }

    @Override
    public void declareRoles(String... roles) {
        List.of(roles); // refuses null, as the container does; a test's clients have whatever roles they say
    }

    @Override
    public void declareSessionAttributes(String... names) {
        List.of(names); // a test's clients have no session of a container
    }

    @Override
    public void onStop(Runnable task) {
        stopTasks.addFirst(requireNonNull(task, "task"));
    }

    @Override
    public EngineServer openEngine(String path, Function<Session, SessionListener> listeners) {
        requireNonNull(path, "path");
        return new EngineServer(EngineOptions.defaults(), connections, requireNonNull(listeners, "listeners"));
    }

    @Override
    public WebSocketServer openWebSocket(String path, Function<Connection, Receiver> receivers) {
        requireNonNull(path, "path");
        requireNonNull(receivers, "receivers");
        return new WebSocketServer(connections);
    }

    @Override
    public void useVocabulary(Predicate<Namespace> where, Vocabulary vocabulary) {
        requireNonNull(where, "where");
        requireNonNull(vocabulary, "vocabulary");
    }

    @Override
    public void useDialect(String dialect, Predicate<Namespace> where, Vocabulary vocabulary) {
        requireNonNull(dialect, "dialect");
        useVocabulary(where, vocabulary);
    }
}
