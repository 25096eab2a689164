package dev.parley.engineio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.Message;
import dev.parley.connection.MessageQueue;
import dev.parley.connection.Receiver;
import dev.parley.connection.Step;
import dev.parley.connection.WebSocketConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Carries a session over a WebSocket, or tries to. What arrives is handled in the session's mailbox. */
final class WebSocketCarrier implements Carrier, Receiver {
    private static final Set<CloseStatus> OUR_COMPLAINTS = Set.of(
            CloseStatus.OUTBOX_FULL,
            CloseStatus.WRITE_FAILED,
            CloseStatus.WRITE_TIMEOUT,
            CloseStatus.RATE_LIMIT,
            CloseStatus.TOO_MUCH_UNHANDLED,
            CloseStatus.UNFINISHED_MESSAGE,
            CloseStatus.INTERNAL_ERROR);

    private final Session session;
    private final WebSocketConnection connection;
    private Upgrade upgrade; // confined to the mailbox; null once the session is carried

    WebSocketCarrier(Session session, WebSocketConnection connection) {
        this.session = session;
        this.connection = connection;
    }

    /** Until told otherwise it is only tried. */
    void tryFor(Upgrade trial) {
        upgrade = trial;
    }

    /** From now on it carries the session. */
    void chosen() {
        upgrade = null;
    }

    @Override
    public TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean send(List<Message> frames, boolean droppable, Step then) {
        return connection.send(sendable(frames), droppable, then);
    }

    @Override
    public boolean enqueue(List<Message> frames) {
        return connection.enqueue(sendable(frames));
    }

    /** Lets what waits elsewhere wait for {@link #flush}. */
    List<Step> hold(MessageQueue waiting) {
        return connection.hold(waiting, session.isTextOnly() ? session::textOnly : UnaryOperator.identity());
    }

    @Override
    public long bufferedBytes() {
        return connection.bufferedBytes();
    }

    @Override
    public void addListener(ConnectionListener listener) {
        connection.addListener(listener);
    }

    @Override
    public Optional<WebSocketConnection> webSocket() {
        return Optional.of(connection);
    }

    @Override
    public void flush() {
        connection.flush();
    }

    private List<Message> sendable(List<Message> frames) {
        return session.isTextOnly() ? frames.stream().map(session::textOnly).toList() : frames;
    }

    @Override
    public void close(CloseStatus status) {
        connection.close(status);
    }

    @Override
    public void end(CloseReason reason) {
        switch (reason) {
            case SERVER_SHUTTING_DOWN -> connection.close(CloseStatus.SHUTTING_DOWN);
            case PING_TIMEOUT -> connection.end(CloseStatus.PING_TIMEOUT);
            case PARSE_ERROR, TRANSPORT_ERROR -> connection.end(CloseStatus.PROTOCOL_ERROR);
            case TRANSPORT_CLOSE, FORCED_CLOSE -> connection.end(CloseStatus.NORMAL);
        }
    }

    @Override
    public void received(Message message) {
        if (upgrade == null) {
            session.received(message);
        } else {
            upgrade.received(message);
        }
    }

    @Override
    public void closed(CloseStatus status) {
        if (upgrade != null) {
            upgrade.failed();
        } else if (status.equals(CloseStatus.SHUTTING_DOWN)) {
            session.carrierClosed(CloseReason.SERVER_SHUTTING_DOWN, "");
        } else if (status.equals(CloseStatus.TERMINATED)) {
            session.carrierClosed(CloseReason.FORCED_CLOSE, status.reason());
        } else if (status.equals(CloseStatus.TOO_BIG)) {
            session.carrierClosed(CloseReason.TRANSPORT_ERROR, "Max payload size exceeded");
        } else if (OUR_COMPLAINTS.contains(status)) {
            session.carrierClosed(CloseReason.TRANSPORT_ERROR, status.reason());
        } else {
            session.carrierClosed(CloseReason.TRANSPORT_CLOSE, (status.code() + " " + status.reason()).strip());
        }
    }
}
