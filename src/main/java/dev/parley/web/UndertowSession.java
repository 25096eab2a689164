package dev.parley.web;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What Undertow's sessions, which are WildFly's, can do beyond the standard. Found by name, because other containers do not
 * have the class. Safe for use by many threads.
 */
final class UndertowSession {
    private static final ClassValue<Optional<Method>> FORCE_CLOSE = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            try {
                return Optional.of(type.getMethod("forceClose"));
            } catch (NoSuchMethodException another) {
                return Optional.empty();
            }
        }
    };

    private final Session session;
    private final Method forceClose;

    private UndertowSession(Session session, Method forceClose) {
        this.session = session;
        this.forceClose = forceClose;
    }

    /** Empty on other containers. */
    static Optional<UndertowSession> of(Session session) {
        return FORCE_CLOSE.get(session.getClass()).map(method -> new UndertowSession(session, method));
    }

    /** Ends the TCP connection, whatever waits to be read or written; without effect when it has ended. */
    void cut() {
        try {
            forceClose.invoke(session);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Undertow's session refuses forceClose", e);
        }
    }
}
