package dev.parley.web.upgrade;

import jakarta.servlet.ServletOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * What is behind Tomcat's streams. A connection that is closed there by a thread of ours stays open until the peer says
 * something, and a peer may never do that. Found by name, because other containers do not have the class.
 */
final class TomcatStream {
    private static final Logger LOG = System.getLogger(TomcatStream.class.getName());

    private record Members(Field socket, Method close) {}

    private static final ClassValue<Optional<Members>> MEMBERS = new ClassValue<>() {
        @Override
        protected Optional<Members> computeValue(Class<?> type) {
            try {
                Field socket = type.getDeclaredField("socketWrapper");
                socket.setAccessible(true);
                return Optional.of(new Members(socket, socket.getType().getMethod("close")));
            } catch (NoSuchFieldException | NoSuchMethodException | RuntimeException another) {
                return Optional.empty();
            }
        }
    };

    private final ServletOutputStream stream;
    private final Members members;

    private TomcatStream(ServletOutputStream stream, Members members) {
        this.stream = stream;
        this.members = members;
    }

    /** Empty on other containers. */
    static Optional<TomcatStream> of(ServletOutputStream stream) {
        return MEMBERS.get(stream.getClass()).map(members -> new TomcatStream(stream, members));
    }

    /** Closes the socket. */
    void close() {
        try {
            members.close().invoke(members.socket().get(stream));
        } catch (ReflectiveOperationException | RuntimeException e) { // the peer will be told when it speaks
            LOG.log(Level.DEBUG, "closing Tomcat's socket", e);
        }
    }
}
