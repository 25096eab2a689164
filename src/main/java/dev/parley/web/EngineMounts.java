package dev.parley.web;

import dev.parley.engineio.EngineServer;
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
import java.util.regex.Pattern;

/** Puts Engine.IO servers at addresses while the web application starts. */
final class EngineMounts {
    /** Where annotated endpoints stand. */
    static final String ANNOTATED = "/socket.io";

    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

    private static final Pattern TAKEN = Pattern.compile("/(?:ws|echo|client|clients-count|chat)(?:/.*)?");

    private EngineMounts() {}

    /**
     * Whether an engine may stand at a path: unreserved characters, because containers disagree on all others, and nothing
     * else there.
     */
    static boolean isPath(String path) {
        return PATH.matcher(path).matches() && !TAKEN.matcher(path).matches();
    }

    /** @throws IllegalArgumentException if an engine cannot be mounted at this path */
    static void check(ServletContext context, String path) {
        // before anything is made: a path that Tomcat refuses costs the application all its endpoints
        if (!isPath(path)) {
            throw new IllegalArgumentException("a path must look like /engine.io and be free, was '" + path + "'");
        }
        if (context.getFilterRegistration(name(path)) != null) {
            throw new IllegalArgumentException("there must be one engine at a path, was a second at '" + path + "'");
        }
    }

    private static String name(String path) {
        return "Engine " + path;
    }

    /**
     * @param path without a slash at the end
     * @throws IllegalArgumentException if the path cannot be
     */
    static void mount(
            ServletContext context,
            Application application,
            String path,
            EngineServer engine,
            boolean servesClient) {
        check(context, path);
        EngineSettings settings = application.settings().engine();
        filter(context, path, new EngineFilter(application, engine, settings, servesClient ? path + "/" : null));
        ServletRegistration.Dynamic servlet = context.addServlet(
                name(path), new EngineServlet(engine, settings, application.connections()));
        servlet.setAsyncSupported(true);
        servlet.addMapping(path + "/*");
        if (!path.equals(ANNOTATED)) {
            endpoint(context, path);
            endpoint(context, path + "/");
        }
    }

    /** Lets nothing through to a path whose endpoints are not wanted. */
    static void block(ServletContext context, String path) {
        filter(context, path, new Nothing());
    }

    private static void filter(ServletContext context, String path, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter(name(path), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, path + "/*");
    }

    private static void endpoint(ServletContext context, String path) {
        ServerContainer container = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(EngineEndpoint.class, path)
                    .configurator(new HandshakeConfigurator())
                    .encoders(List.of(MessageEncoder.class))
                    .build());
        } catch (DeploymentException e) {
            throw new IllegalStateException("no endpoint could be made at '" + path + "'", e);
        }
    }
}
