package dev.parley.web;

import static java.util.Objects.requireNonNull;

import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.socketio.SocketIoServer;
import jakarta.servlet.ServletContext;
import java.util.function.Function;

/**
 * What an application that shares the WAR with Parley starts from, in a {@code ServletContextListener} of its own. Safe for
 * use by many threads.
 *
 * <pre>{@code
 * @WebListener
 * public class News implements ServletContextListener {
 *     public void contextInitialized(ServletContextEvent event) {
 *         Namespace news = Parley.of(event.getServletContext()).io().of("/news");
 *         news.onConnection(socket -> socket.emit("headline", "…"));
 *     }
 * }
 * }</pre>
 */
public final class Parley {
    private final ServletContext context;
    private final Application application;

    private Parley(ServletContext context, Application application) {
        this.context = context;
        this.application = application;
    }

    /** Parley in a web application, started now if the container has asked another listener first. */
    public static Parley of(ServletContext context) {
        return new Parley(context, StartListener.start(context));
    }

    /** The Socket.IO server: namespaces, whoever connects to them by whichever wire. */
    public SocketIoServer io() {
        return application.server();
    }

    /** The Engine.IO server beneath it. */
    public EngineServer engine() {
        return application.engine();
    }

    /**
     * Opens an Engine.IO server of its own, with the same options, at another path: messages in, messages out, nothing of
     * Socket.IO. Only while the web application starts. It is closed with the web application.
     *
     * @param path below the context path, such as {@code /engine.io}; unreserved characters
     * @param listeners gives each session what listens to it; called in the session's mailbox
     * @throws IllegalArgumentException if the path cannot be, or something is there
     */
    public EngineServer openEngine(String path, Function<Session, SessionListener> listeners) {
        EngineMounts.check(context, requireNonNull(path, "path"));
        EngineServer engine = application.newEngine(requireNonNull(listeners, "listeners"));
        EngineMounts.mount(context, application, path, engine, false);
        return engine;
    }
}
