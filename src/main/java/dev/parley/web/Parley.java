package dev.parley.web;


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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Parley in one web application: what a {@link ParleyApplication} is given, and what anything else there finds with {@link
 * #of}. Safe for use by many threads.
 */
public interface Parley {

    /**
     * Parley in a web application, started now if the container has asked another listener first.
     *
     * <pre>{@code
     * @WebListener
     * public class News implements ServletContextListener {
     *     public void contextInitialized(ServletContextEvent event) {
     *         Namespace news = Parley.of(event.getServletContext()).io().of("/news");
     *     }
     * }
     * }</pre>
     */
    static Parley of(ServletContext context) {
        return new ContainerParley(context, StartListener.start(context));
    }

    /** The Socket.IO server: namespaces, whoever connects to them by whichever wire. */
    SocketIoServer io();

    /** The Engine.IO server beneath it. */
    EngineServer engine();

    /** The native WebSockets to namespaces: {@code /ws} and below. */
    WebSocketServer webSockets();

    /**
     * The web application.
     *
     * @throws IllegalStateException in a test without a container
     */
    default ServletContext context() {
        throw new IllegalStateException("there is no web application in a test without a container");
    }

    /** The options as they were found at start. */
    Configuration configuration();

    /**
     * Declares roles that the application asks for with {@code handshake.isInRole}: a container answers only while the request
     * is there, so it is asked for all of them at each handshake. Roles in {@code @RolesAllowed} of annotated namespaces are
     * declared by that. Only while the web application starts.
     */
    void declareRoles(String... roles);

    /**
     * Declares attributes of the container's {@code HttpSession} that the application reads with {@code
     * handshake.httpSession()}: they are copied at each handshake, and nothing else of the session is kept. In addition to
     * {@code parley.session.attributes}. Only while the web application starts.
     */
    void declareSessionAttributes(String... names);

    /**
     * Has something done when the web application stops: when all connections are gone and nothing of Parley's runs any more. What
     * was asked for last is done first; what fails is logged and keeps nothing else from being done.
     */
    void onStop(Runnable task);

    /** Which pages may connect; a servlet that changes something should ask as well. */
    OriginPolicy origins();

    /**
     * Opens an Engine.IO server of its own, with the same options, at another path: messages in, messages out, nothing of
     * Socket.IO. The user is found out as in {@link #openWebSocket}; who may not come in gets 401. Only while the web application
     * starts. It is closed with the web application.
     *
     * @param path below the context path, such as {@code /engine.io}; unreserved characters
     * @param listeners gives each session what listens to it; called in the session's mailbox
     * @throws IllegalArgumentException if the path cannot be, or something is there
     */
    EngineServer openEngine(String path, Function<Session, SessionListener> listeners);

    /**
     * Opens a bare WebSocket at a path: messages in, messages out, with the heartbeat, the limits, the check of origins and the
     * search for the user that all have: {@code connection.request().principal()} is who has shown a token in a header or a cookie, or
     * whom the container knows. Whoever must show one and does not is closed with 4401, and so is a user when a token ends, is taken
     * back or comes with other roles. Only while the web application starts. It is closed with the web application.
     *
     * @param path below the context path, such as {@code /echo}; unreserved characters
     * @param receivers gives each connection what receives its messages; called in the connection's mailbox
     * @throws IllegalArgumentException if the path cannot be, or something is there
     */
    WebSocketServer openWebSocket(String path, Function<Connection, Receiver> receivers);

    /**
     * Lets the clients at {@code /ws/{namespace}} of some namespaces speak other words than the names of events. The first
     * vocabulary that is meant for a namespace counts.
     *
     * @param where which namespaces; asked for every connection
     */
    void useVocabulary(Predicate<Namespace> where, Vocabulary vocabulary);

    /**
     * Lets clients speak a dialect of some namespaces, at {@code /ws/{namespace}/{dialect}}. The first vocabulary that is
     * meant for a namespace and a dialect counts.
     *
     * @param dialect 1 to 32 small letters, digits and hyphens, a letter first
     * @param where which namespaces; asked for every connection
     * @throws IllegalArgumentException if the dialect cannot have this name
     */
    void useDialect(String dialect, Predicate<Namespace> where, Vocabulary vocabulary);
}
