package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.NoRoom;
import java.util.Map;

/**
 * A client may not enter a namespace because of a limit. Socket.IO's clients get a {@code connect_error} whose {@code data} has
 * {@code code}, {@code detail} with the limit and its option, and {@code retryAfter} (ms); native ones an error with the same,
 * and are closed with 1013.
 */
public final class LimitRefused extends ConnectRefused {
    private static final long serialVersionUID = 1;

    private final transient NoRoom why;

    private LimitRefused(String message, NoRoom why) {
        super(
                message,
                Map.of("code", why.name(), "detail", why.message(), "retryAfter", why.retryAfter().toMillis()),
                CloseStatus.TRY_AGAIN_LATER);
        this.why = why;
    }

    /** There are too many namespaces: on the server, or of a connection. */
    public static LimitRefused namespaces(NoRoom why) {
        return new LimitRefused("too many namespaces", why);
    }

    /** A user has too many sockets. */
    static LimitRefused sockets(NoRoom why) {
        return new LimitRefused("too many connections", why);
    }

    /** The same as an answer to an event or a request. */
    public EventRefused toEvent() {
        return new EventRefused(why.name(), null, why.message(), why.retryAfter());
    }
}
