package dev.parley.web;

import dev.parley.connection.Handshake;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Judges every WebSocket handshake before the container upgrades it, and keeps what the WebSocket API would hide. The
 * handshake runs on one thread through this filter into the configurator on every container, which is what {@link
 * PendingHandshake} relies on.
 */
final class HandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(HandshakeFilter.class.getName());

    private static final long LOG_PAUSE_NANOS = 10_000_000_000L;

    private final transient Application application;
    private final transient AtomicLong loggedAt = new AtomicLong(System.nanoTime() - 2 * LOG_PAUSE_NANOS);

    HandshakeFilter(Application application) {
        this.application = application;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Optional<NativeAddress> address = NativeAddress.of(path).filter(application::serves);
        if (address.isEmpty()) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "nothing is at this address");
        } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", "websocket");
            refuse(response, 426, "a WebSocket is at this address (RFC 6455)");
        } else if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Sec-WebSocket-Version", "13"); // RFC 6455, 4.4
            refuse(response, 426, "Sec-WebSocket-Version must be 13");
        } else if (!application.origins().allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            logRefusal(request.getHeader("Origin"));
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "pages of this origin may not connect");
        } else if (!application.connections().hasRoom()) {
            response.setHeader("Retry-After", "5");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "there are too many connections");
        } else if (!application.server().hasRoomFor(address.get().namespace())) {
            response.setHeader("Retry-After", "5");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "there are too many namespaces");
        } else {
            PendingHandshake.during(
                    new PendingHandshake(application, handshake(request, path), address.get()),
                    () -> chain.doFilter(request, response));
        }
    }

    /** The end of the application: filters go before listeners, so here connections can still say good-bye. */
    @Override
    public void destroy() {
        application.close();
    }

    /** Once in a while, so that nobody can fill the log. */
    private void logRefusal(String origin) {
        long now = System.nanoTime();
        long before = loggedAt.get();
        if (now - before > LOG_PAUSE_NANOS && loggedAt.compareAndSet(before, now)) {
            LOG.log(Level.INFO, "refused a handshake from origin {0}; parley.origins can allow it", printable(origin));
        }
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        JsonResponse.send(response, status, Map.of("error", message));
    }

    private static Handshake handshake(HttpServletRequest request, String path) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        Map<String, List<String>> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
        Map<String, String> cookies = new HashMap<>();
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            Arrays.stream(sent).forEach(cookie -> cookies.putIfAbsent(cookie.getName(), cookie.getValue()));
        }
        return new Handshake(
                request.getRemoteAddr(),
                request.isSecure(),
                path,
                query,
                headers,
                cookies,
                request.getUserPrincipal(),
                Instant.now());
    }

    /** What came from outside must not forge lines in a log. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 200)).replaceAll("\\p{C}", "?");
    }
}
