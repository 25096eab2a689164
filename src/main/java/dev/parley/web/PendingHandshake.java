package dev.parley.web;

import dev.parley.connection.Handshake;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What the filter has learnt of a handshake, on its way to the endpoint: first with the thread, because the filter and
 * the configurator share nothing else, then in the connection's own user properties.
 */
record PendingHandshake(Application application, Handshake handshake, NativeAddress address) {
    private static final ThreadLocal<PendingHandshake> CURRENT = new ThreadLocal<>();

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
