package dev.parley.web;

import dev.parley.connection.FailedHandshake;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.WebSocketServer;
import dev.parley.socketio.AuthRefused;
import dev.parley.web.upgrade.OpeningHandshake;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
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

    /**
     * @param name what is wrong, for listeners
     * @param details members of the answer besides the message
     */
    private record Refusal(String name, HandshakeRefused answer, Map<String, ?> details) {
        Refusal(String name, HandshakeRefused answer) {
            this(name, answer, Map.of());
        }

        static Refusal of(NoRoom why) {
            Map<String, ?> details = Map.of("code", why.name(), "retryAfter", why.retryAfter().toMillis());
            return new Refusal(why.name(), why.refusal(), details);
        }
    }

    private final transient Application application;
    private final transient WebSocketServer server;
    private final transient Function<String, ? extends Optional<? extends Destination>> destinations;

    /**
     * @param server asked what the application says, and told what failed
     * @param destinations what is at a path below the context; empty: nothing
     */
    HandshakeFilter(
            Application application,
            WebSocketServer server,
            Function<String, ? extends Optional<? extends Destination>> destinations) {
        this.application = application;
        this.server = server;
        this.destinations = destinations;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        OpeningRequest facts = RequestFacts.of(request);
        Optional<? extends Destination> destination = destinations.apply(facts.path());
        Optional<Refusal> refusal = refusal(request, facts, destination);
        if (refusal.isPresent()) {
            refuse(facts, response, refusal.get());
            return;
        }
        OpeningRequest known;
        try {
            known = destination.orElseThrow().identified(facts);
        } catch (AuthRefused why) {
            proceed(new TurnedAway(server, facts, why.status()), facts, request, response, chain);
            return;
        }
        refusal = refusalByApplication(known);
        if (refusal.isPresent()) {
            refuse(known, response, refusal.get());
            return;
        }
        server.hooks().headers(known).forEach(response::setHeader);
        proceed(new NativeHandshake(server, known, destination.get()), known, request, response, chain);
    }

    private void proceed(
            PendingHandshake handshake,
            OpeningRequest facts,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        handshake.proceed(application, request, response, chain);
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) { // by the container, in words of its own
            failed(facts, response.getStatus(), "", "WEBSOCKET_HANDSHAKE_ERROR");
        }
    }

    private Optional<Refusal> refusal(
            HttpServletRequest request, OpeningRequest facts, Optional<? extends Destination> destination) {
        String origin = request.getHeader("Origin");
        if (destination.isEmpty()) {
            return no(HttpServletResponse.SC_NOT_FOUND, Map.of(), "NOT_FOUND", "nothing is at this address");
        } else if (!OpeningHandshake.isAskedFor(request)) {
            return no(426, Map.of("Upgrade", "websocket"), "NO_UPGRADE", "a WebSocket is at this address (RFC 6455)");
        } else if (!OpeningHandshake.hasVersion(request)) { // RFC 6455, 4.4
            Map<String, String> versions = Map.of("Sec-WebSocket-Version", "13");
            return no(426, versions, "UNSUPPORTED_VERSION", "Sec-WebSocket-Version must be 13");
        } else if (!application.origins().allows(origin, request.getHeader("Host"))) {
            application.refusedOrigins().log(origin);
            return no(
                    HttpServletResponse.SC_FORBIDDEN,
                    Map.of(),
                    "FORBIDDEN_ORIGIN",
                    "pages of this origin may not connect");
        }
        return application.connections().knock(facts).or(destination.get()::noRoom).map(Refusal::of);
    }

    private Optional<Refusal> refusalByApplication(OpeningRequest facts) {
        return server.hooks()
                .refusal(facts, "this handshake is refused")
                .map(answer -> new Refusal("REFUSED_BY_APPLICATION", answer));
    }

    private static Optional<Refusal> no(int status, Map<String, String> headers, String name, String message) {
        return Optional.of(new Refusal(name, HandshakeRefused.with(status, headers, message)));
    }

    private void refuse(OpeningRequest facts, HttpServletResponse response, Refusal refusal) throws IOException {
        HandshakeRefused answer = refusal.answer();
        int status = answer.status().orElse(HttpServletResponse.SC_FORBIDDEN);
        failed(facts, status, answer.getMessage(), refusal.name());
        answer.headers().forEach(response::setHeader);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("error", answer.getMessage());
        members.putAll(refusal.details());
        JsonResponse.send(response, status, members);
    }

    private void failed(OpeningRequest facts, int status, String reason, String name) {
        server.failed(new FailedHandshake(facts, status, reason, Map.of("name", name)));
    }

    /** The end of the application: filters go before listeners, so here connections can still say good-bye. */
    @Override
    public void destroy() {
        application.close();
    }
}
