package dev.parley.web;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.WebSocketConnection;
import dev.parley.wire.Frame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all endpoints do with what the container tells them. Their annotated methods stand in the endpoint classes
 * themselves, because one container does not look for them in a superclass.
 */
final class EndpointConnection {
    private static final Logger LOG = System.getLogger(EndpointConnection.class.getName());

    private final SessionTransport transport;
    private final WebSocketConnection connection; // null when it was not taken up

    private EndpointConnection(SessionTransport transport, WebSocketConnection connection) {
        this.transport = transport;
        this.connection = connection;
    }

    static EndpointConnection open(Session session, EndpointConfig config, Function<String, Frame> decoder) {
        Optional<PendingHandshake> found = PendingHandshake.take(config.getUserProperties())
                .or(() -> PendingHandshake.take(session.getUserProperties()));
        if (found.isEmpty()) {
            LOG.log(Level.ERROR, "a handshake came past the filter; it is refused");
            close(session);
            return new EndpointConnection(null, null);
        }
        SessionTransport transport = new SessionTransport(session, found.get().scheduler());
        return new EndpointConnection(
                transport, found.get().open(transport, decoder).orElse(null));
    }

    void text(String part, boolean last) {
        if (connection != null) {
            connection.text(part, last);
        }
    }

    void binary(ByteBuffer part, boolean last) {
        if (connection != null) {
            connection.binary(part, last);
        }
    }

    void pong(PongMessage pong) {
        if (connection != null && !transport.answered(pong.getApplicationData())) {
            connection.pong(pong.getApplicationData());
        }
    }

    /** Also called after an error, and on some containers only then. */
    void closed(CloseReason reason) {
        if (transport != null) {
            transport.left();
        }
        if (connection != null) {
            connection.closedByPeer(
                    CloseStatus.byPeer(reason.getCloseCode().getCode(), reason.getReasonPhrase()));
        }
    }

    void failed(Throwable failure) {
        LOG.log(Level.DEBUG, "the container reports an error of a connection", failure);
        if (connection != null) {
            connection.failed(failure);
        }
    }

    private static void close(Session session) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "no handshake"));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing session " + session.getId(), e);
        }
    }
}
