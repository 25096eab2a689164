package dev.parley.web.upgrade;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.websocket.DeflateAgreement;
import dev.parley.websocket.DeflateOptions;
import dev.parley.websocket.OpeningKey;
import dev.parley.websocket.ProtocolViolation;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** All WebSockets of one application whose frames are ours. Safe for use by many threads. */
public final class Upgrades implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Upgrades.class.getName());

    private static final String TOMCAT = "Apache Tomcat";
    private static final String WILDFLY = "WildFly";
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * How the containers begin their names that upgrade requests as the standard says, each of them tried. Jetty hands over no
     * data, Liberty blocks writers, Undertow reads on threads that must not block, unless one goes beneath its servlets; of
     * others nothing is known.
     */
    private static final List<String> CAPABLE = List.of(TOMCAT, "Payara", "GlassFish", "Eclipse GlassFish");

    private final Scheduler scheduler;
    private final Executor workers;
    private final DeflateOptions deflate;
    private final boolean handlersBlock;
    private final Upgrader upgrader;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Set<UpgradedTransport> open = ConcurrentHashMap.newKeySet();

    /** Asks the container to hand over the connection of a request that has been answered. */
    private interface Upgrader {
        void accept(HttpServletRequest request, Upgrade upgrade) throws IOException, ServletException;
    }

    /**
     * @param workers runs what may block for a moment
     * @param handlersBlock whether those who are told of messages may block for a moment, so that none of the few threads that
     *     wait for all connections may tell them
     * @param context of the container
     */
    public Upgrades(
            Scheduler scheduler, Executor workers, DeflateOptions deflate, boolean handlersBlock, ServletContext context) {
        this.scheduler = requireNonNull(scheduler, "scheduler");
        this.workers = requireNonNull(workers, "workers");
        this.deflate = requireNonNull(deflate, "deflate");
        this.handlersBlock = handlersBlock;
        this.upgrader = upgrader(context);
    }

    /** Whether a container is known to do it well. */
    public static boolean areGoodOn(ServletContext context) {
        return CAPABLE.stream().anyMatch(context.getServerInfo()::startsWith) || seesUndertow(context);
    }

    /** Whether a container reads upgraded connections on the few threads that wait for all, and gives no way around. */
    public static boolean areHarmfulOn(ServletContext context) {
        return context.getServerInfo().startsWith(WILDFLY) && !seesUndertow(context);
    }

    private static boolean seesUndertow(ServletContext context) {
        try {
            return UndertowUpgrade.isPossibleOn(context);
        } catch (LinkageError e) { // another container, or one that hides it
            LOG.log(Level.DEBUG, "not an Undertow that can be seen", e);
            return false;
        }
    }

    /**
     * Answers a request that has no {@link OpeningHandshake#fault}. The connection is taken up when the answer has gone.
     *
     * @param subprotocol one of those that were offered; empty for none
     */
    public void accept(
            HttpServletRequest request,
            HttpServletResponse response,
            String subprotocol,
            Function<Transport, Optional<WebSocketConnection>> opening)
            throws IOException, ServletException {
        response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
        response.setHeader("Upgrade", "websocket");
        response.setHeader("Connection", "Upgrade");
        response.setHeader("Sec-WebSocket-Accept", OpeningKey.accept(OpeningHandshake.key(request)));
        if (!subprotocol.isEmpty()) {
            response.setHeader("Sec-WebSocket-Protocol", subprotocol);
        }
        Optional<DeflateAgreement> agreement = agreement(request);
        agreement.ifPresent(agreed -> response.setHeader("Sec-WebSocket-Extensions", agreed.answer()));
        upgrader.accept(request, new Upgrade(this, subprotocol, agreement, opening));
    }

    private Optional<DeflateAgreement> agreement(HttpServletRequest request) {
        try {
            return DeflateAgreement.on(OpeningHandshake.extensions(request), deflate.compression());
        } catch (ProtocolViolation malformed) {
            throw new IllegalArgumentException("the request has a fault", malformed);
        }
    }

    private static Upgrader upgrader(ServletContext context) {
        if (seesUndertow(context)) {
            return (request, upgrade) -> UndertowUpgrade.accept(upgrade);
        }
        try {
            if (context.getServerInfo().startsWith(TOMCAT)) {
                return by(TomcatUpgradeHandler.class);
            }
        } catch (LinkageError e) { // classes of a Tomcat that differs, or hides them
            LOG.log(Level.DEBUG, "not a container that is known", e);
        }
        return by(UpgradeHandler.class);
    }

    private static Upgrader by(Class<? extends UpgradeHandler> handlers) {
        return (request, upgrade) -> request.upgrade(handlers).prepare(upgrade);
    }

    /** Waits a moment for the farewells of peers, and then for nobody. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + FAREWELL_NANOS;
        synchronized (this) {
            while (!open.isEmpty() && System.nanoTime() < deadline) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        open.forEach(UpgradedTransport::end);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Executor workers() {
        return workers;
    }

    boolean handlersBlock() {
        return handlersBlock;
    }

    DeflateOptions deflate() {
        return deflate;
    }

    ReadBuffers buffers() {
        return buffers;
    }

    void add(UpgradedTransport transport) {
        open.add(transport);
    }

    synchronized void remove(UpgradedTransport transport) {
        open.remove(transport);
        if (open.isEmpty()) {
            notifyAll();
        }
    }
}
