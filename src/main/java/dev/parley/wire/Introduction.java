package dev.parley.wire;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.QueuedConnection;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.SocketIoServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first message of a client that can show who it is in no other way, as browsers have neither headers for their WebSockets
 * nor always a cookie: {@code {"type": "auth", "token": …}}. Confined to the connection's mailbox but for its deadline.
 */
final class Introduction {
    /** The query parameter, and its value, by which a client says that it begins so. */
    private static final String PARAMETER = "auth";

    private static final String BY_MESSAGE = "message";

    private final QueuedConnection connection;
    private final Scheduler.Timer deadline;

    private Introduction(QueuedConnection connection, SocketIoServer server) {
        this.connection = connection;
        this.deadline = server.scheduler().after(server.options().connectTimeout(), this::refuse);
    }

    /** Waits for one if the client must begin so, or says that it does; empty for all others. */
    static Optional<Introduction> awaited(QueuedConnection connection, SocketIoServer server) {
        return server.authenticator()
                .filter(authenticator -> isNeeded(authenticator, Handshake.of(connection.request())))
                .map(authenticator -> new Introduction(connection, server));
    }

    private static boolean isNeeded(Authenticator authenticator, Handshake handshake) {
        boolean isAnnounced = handshake.parameter(PARAMETER).filter(BY_MESSAGE::equals).isPresent();
        boolean isOnlyWay = !authenticator.acceptsGuests() && handshake.principal().isEmpty();
        return (isAnnounced || isOnlyWay) && showsNothing(authenticator, handshake);
    }

    private static boolean showsNothing(Authenticator authenticator, Handshake handshake) {
        try {
            return authenticator.credentials(handshake).isEmpty();
        } catch (RuntimeException notUnderstood) { // told when it enters
            return false;
        }
    }

    /** What the client is let in with; empty if that was none, and its connection is closed. */
    Optional<Handshake> read(Message message, Function<String, Frame> decoder) {
        deadline.cancel();
        if (message instanceof Message.Text text
                && decoder.apply(text.text()) instanceof Frame.Whole whole
                && isIntroduction(whole.object())) {
            return Optional.of(Handshake.of(connection.request(), whole.object()));
        }
        refuse();
        return Optional.empty();
    }

    /** Whether a message shows credentials. */
    static boolean isIntroduction(JsonObject frame) {
        return frame.get(GenericVocabulary.TYPE) instanceof JsonString type && type.getString().equals(Authenticator.RENEWAL);
    }

    private void refuse() {
        connection.close(CloseStatus.AUTH_REQUIRED);
    }

    /** The connection has ended. */
    void cancel() {
        deadline.cancel();
    }
}
