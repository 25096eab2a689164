package dev.parley.web;

import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.web.upgrade.OpeningHandshake;
import dev.parley.web.upgrade.Upgrades;
import dev.parley.wire.Frame;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a filter has learnt of a handshake, on its way to the endpoint: first with the thread, because the filter and the
 * configurator share nothing else, then in the connection's own user properties.
 */
interface PendingHandshake {
    ThreadLocal<PendingHandshake> CURRENT = new ThreadLocal<>();

    /**
     * The WebSocket is there.
     *
     * @param decoder reads text messages, where a protocol wants them decoded; never throws
     * @return empty when it is not taken up; then it is closed
     */
    Optional<WebSocketConnection> open(Transport transport, Function<String, Frame> decoder);

    /** The application's. */
    Scheduler scheduler();

    /** The sub-protocol that is spoken, one of those that the client offers; empty for none. */
    Optional<String> subprotocol(List<String> offered);

    /**
     * Lets it go on to where a WebSocket is made, if the request is one for a WebSocket (RFC 6455, 4.2.1).
     *
     * @param chain leads to the container's endpoints
     */
    default void proceed(
            Application application, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Upgrades> upgrades = application.upgrades();
        boolean isContainers = upgrades.isEmpty() && request.getProtocol().startsWith("HTTP/2"); // RFC 8441
        Optional<String> fault = isContainers ? Optional.empty() : OpeningHandshake.fault(request); // containers overlook some
        if (fault.isPresent()) {
            JsonResponse.send(response, HttpServletResponse.SC_BAD_REQUEST, Map.of("error", fault.get()));
            return;
        }
        if (upgrades.isPresent()) {
            accept(upgrades.get(), request, response);
            return;
        }
        CURRENT.set(this);
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    }

    private void accept(Upgrades upgrades, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        List<String> offered = Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(String::strip)
                .toList();
        upgrades.accept(
                request, response, subprotocol(offered).orElse(""), transport -> open(transport, Frame::of));
    }

    /** Moves it from the thread into the properties of the connection that is being made. */
    static void keep(Map<String, Object> properties) {
        PendingHandshake pending = CURRENT.get();
        if (pending != null) {
            properties.put(PendingHandshake.class.getName(), pending);
        }
    }

    /** Takes it out of the properties; empty when the container came past the filter. */
    static Optional<PendingHandshake> take(Map<String, Object> properties) {
        return Optional.ofNullable((PendingHandshake) properties.remove(PendingHandshake.class.getName()));
    }
}
