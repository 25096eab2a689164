package dev.parley.web;

import dev.parley.connection.Connection;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketConnection;
import dev.parley.connection.WebSocketServer;
import dev.parley.engineio.EngineServer;
import dev.parley.wire.Frame;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Puts Engine.IO servers and WebSockets at addresses while the web application starts. */
final class Mounts {
    /** Where annotated endpoints stand. */
    static final String ANNOTATED = "/socket.io";

    /** Where clients hear by server-sent events. */
    static final String SSE = "/sse";

    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

    private static final Pattern TAKEN = Pattern.compile("/(?:ws|sse)(?:/.*)?");

    private Mounts() {}

    /** Whether something may stand at a path: unreserved characters, because containers disagree on all others. */
    static boolean isPath(String path) {
        return PATH.matcher(path).matches() && !TAKEN.matcher(path).matches();
    }

    /** Whether nothing is at a path or below it: nothing of ours, no servlet, no pages. */
    static boolean isFree(ServletContext context, String path) {
        Set<String> pages = context.getResourcePaths(path + "/");
        return context.getFilterRegistration(name(path)) == null
                && (pages == null || pages.isEmpty())
                && context.getServletRegistrations().values().stream()
                        .flatMap(servlet -> servlet.getMappings().stream())
                        .noneMatch(pattern -> pattern.equals(path) || pattern.startsWith(path + "/"));
    }

    /** @throws IllegalArgumentException if nothing can be put at this path */
    static void check(ServletContext context, String path) {
        // before anything is made: a path that Tomcat refuses costs the application all its endpoints
        if (!isPath(path) || !isFree(context, path)) {
            throw new IllegalArgumentException("a path must look like /engine.io and be free, was '" + path + "'");
        }
    }

    private static String name(String path) {
        return "Parley " + path;
    }

    /**
     * @param path without a slash at the end
     * @throws IllegalArgumentException if the path cannot be
     */
    static void engine(
            ServletContext context,
            Application application,
            String path,
            EngineServer engine,
            EngineFiles files) {
        check(context, path);
        EngineSettings settings = application.settings().engine();
        filter(context, path, new EngineFilter(application, engine, settings, files), path + "/*");
        ServletRegistration.Dynamic servlet = context.addServlet(
                name(path), new EngineServlet(engine, settings, application.connections()));
        servlet.setAsyncSupported(true);
        servlet.addMapping(path + "/*");
        application.pollShortcut().open(path, engine, settings);
        if (!path.equals(ANNOTATED)) {
            endpoint(context, path);
            endpoint(context, path + "/");
        }
    }

    /** @throws IllegalArgumentException if the path cannot be */
    static void webSocket(
            ServletContext context,
            Application application,
            String path,
            WebSocketServer server,
            Function<Connection, Receiver> receivers) {
        check(context, path);
        Doorman doorman = application.doorman();
        Optional<Destination> destination = Optional.of(new Destination() {
            @Override
            public OpeningRequest identified(OpeningRequest request) {
                return doorman.identified(request);
            }

            @Override
            public Receiver receiver(WebSocketConnection connection, Function<String, Frame> unused) {
                doorman.watch(connection);
                return receivers.apply(connection);
            }
        });
        filter(context, path, new HandshakeFilter(application, server, asked -> destination), path);
        endpoint(context, path);
    }

    /** Lets nobody but those of a path that is a namespace through to the annotated endpoints of native clients. */
    static void natives(ServletContext context, Application application) {
        Filter filter = new HandshakeFilter(application, application.webSockets(), application.natives()::at);
        filter(context, "/ws", filter, "/ws", "/ws/*");
    }

    /** Lets native clients in that have HTTP alone. */
    static void sse(ServletContext context, Application application) {
        filter(context, SSE, new SseFilter(application), SSE, SSE + "/*");
        ServletRegistration.Dynamic servlet = context.addServlet(name(SSE), new SseServlet(application));
        servlet.setAsyncSupported(true);
        servlet.addMapping(SSE, SSE + "/*");
    }

    /** Lets nothing through to a path whose endpoints are not wanted. */
    static void block(ServletContext context, String path) {
        filter(context, path, new Nothing(), path + "/*");
    }

    // Added while the application starts, and before all others: the only order in which every container asks a filter
    // before it upgrades a connection.
    private static void filter(ServletContext context, String path, Filter filter, String... patterns) {
        PaceFilter.stand(context, patterns);
        FilterRegistration.Dynamic registration = context.addFilter(name(path), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, patterns);
    }

    private static void endpoint(ServletContext context, String path) {
        ServerContainer container = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(PathEndpoint.class, path)
                    .configurator(new HandshakeConfigurator())
                    .encoders(List.of(MessageEncoder.class))
                    .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException("no endpoint could be made at '" + path + "'", e);
        }
    }
}
