package dev.parley.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges every WebSocket handshake before the container upgrades it, and keeps what the WebSocket API would hide. The
 * handshake runs on one thread through this filter into the configurator on every container, which is what {@link
 * PendingHandshake} relies on.
 */
final class HandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient Application application;
    private final transient RefusedOrigins refusals;
    private final transient Function<String, Optional<Destination>> destinations;

    /** @param destinations what is at a path below the context; empty: nothing */
    HandshakeFilter(Application application, Function<String, Optional<Destination>> destinations) {
        this.application = application;
        this.destinations = destinations;
        this.refusals = application.refusedOrigins();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Destination> destination = destinations.apply(RequestFacts.path(request));
        if (destination.isEmpty()) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "nothing is at this address");
        } else if (!RequestFacts.isUpgrade(request)) {
            response.setHeader("Upgrade", "websocket");
            refuse(response, 426, "a WebSocket is at this address (RFC 6455)");
        } else if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Sec-WebSocket-Version", "13"); // RFC 6455, 4.4
            refuse(response, 426, "Sec-WebSocket-Version must be 13");
        } else if (!application.origins().allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            refusals.log(request.getHeader("Origin"));
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "pages of this origin may not connect");
        } else if (!application.connections().hasRoom()) {
            response.setHeader("Retry-After", "5");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "there are too many connections");
        } else if (!destination.get().hasRoom()) {
            response.setHeader("Retry-After", "5");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "there are too many namespaces");
        } else {
            PendingHandshake.during(
                    new NativeHandshake(application.connections(), RequestFacts.of(request), destination.get()),
                    () -> chain.doFilter(request, response));
        }
    }

    /** The end of the application: filters go before listeners, so here connections can still say good-bye. */
    @Override
    public void destroy() {
        application.close();
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        JsonResponse.send(response, status, Map.of("error", message));
    }
}
