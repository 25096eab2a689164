package dev.parley.web;

import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.wire.Frame;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    /** The sub-protocol that is spoken, one of those that the client offers; empty for none. */
    Optional<String> subprotocol(List<String> offered);

    /** The rest of the filter chain. */
    @FunctionalInterface
    interface Chain {
        void proceed() throws IOException, ServletException;
    }

    static void during(PendingHandshake pending, Chain chain) throws IOException, ServletException {
        CURRENT.set(pending);
        try {
            chain.proceed();
        } finally {
            CURRENT.remove();
        }
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
