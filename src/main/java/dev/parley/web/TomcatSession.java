package dev.parley.web;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What Tomcat's sessions can do beyond the standard. Found by name, because other containers do not have the class. Safe
 * for use by many threads.
 */
final class TomcatSession {
    private record Methods(Method suspend, Method resume, Method close) {}

    private static final ClassValue<Optional<Methods>> METHODS = new ClassValue<>() {
        @Override
        protected Optional<Methods> computeValue(Class<?> type) {
            try {
                return Optional.of(new Methods(
                        type.getMethod("suspend"),
                        type.getMethod("resume"),
                        type.getMethod("doClose", CloseReason.class, CloseReason.class, boolean.class)));
            } catch (NoSuchMethodException another) {
                return Optional.empty();
            }
        }
    };

    private final Session session;
    private final Methods methods;

    private TomcatSession(Session session, Methods methods) {
        this.session = session;
        this.methods = methods;
    }

    /** Empty on other containers. */
    static Optional<TomcatSession> of(Session session) {
        return METHODS.get(session.getClass()).map(methods -> new TomcatSession(session, methods));
    }

    /** Reads nothing more, with no thread that waits. */
    void suspend() {
        call(methods.suspend());
    }

    /** Reads on. */
    void resume() {
        call(methods.resume());
    }

    /** Closes the TCP connection after the close frame, without waiting for the peer's. */
    void close(CloseReason reason) {
        call(methods.close(), reason, reason, true);
    }

    private void call(Method method, Object... arguments) {
        try {
            method.invoke(session, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Tomcat's session refuses " + method.getName(), e);
        }
    }
}
