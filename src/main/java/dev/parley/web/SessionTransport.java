package dev.parley.web;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Extension;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A {@link Transport} over the Jakarta WebSocket API. */
final class SessionTransport implements Transport {
    private static final Logger LOG = System.getLogger(SessionTransport.class.getName());

    /** Tomcat: how long a ping, a close frame or a part may block for a peer that does not read. */
    private static final String BLOCKING_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final long SHORT_SEND_MILLIS = 1_000;

    /** Tomcat: how long a peer may take to answer our farewell (RFC 6455, 7.1.1); it looks every ten seconds. */
    private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private static final long CLOSE_MILLIS = 3_000;

    private static final SendReports REPORTS = new SendReports(); // the container is the same for all

    private static final long FRAME_BYTES = 60; // what a message takes besides its text: a frame, and a packet of TCP

    private final Session session;
    private final Scheduler scheduler;
    private final RemoteEndpoint.Async remote;
    private final Credit credit = new Credit();

    SessionTransport(Session session, Scheduler scheduler) {
        this.session = session;
        this.scheduler = scheduler;
        this.remote = session.getAsyncRemote();
        session.setMaxIdleTimeout(0); // the heartbeat is ours; one container would cut after 30 s
        remote.setSendTimeout(0); // so is the write timeout; one container ignores its own
        session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, SHORT_SEND_MILLIS);
        session.getUserProperties().put(CLOSE_TIMEOUT, CLOSE_MILLIS);
    }

    @Override
    public void send(Message message, Sent sent) {
        if (REPORTS.areCostly() && credit.isLeft()) {
            credit.spend(message.size() + FRAME_BYTES);
            sent.report(sendNow(message));
        } else {
            REPORTS.send(result -> sent.report(result.getException()), handler -> sendLater(message, handler));
        }
    }

    private void sendLater(Message message, SendHandler handler) {
        if (message instanceof Message.Binary binary) {
            remote.sendBinary(binary.bytes(), handler);
        } else {
            remote.sendObject(message, handler);
        }
    }

    /** Blocks no longer than it takes to copy the message, as long as credit is left. */
    private Exception sendNow(Message message) {
        try {
            RemoteEndpoint.Basic now = session.getBasicRemote();
            if (message instanceof Message.Binary binary) {
                now.sendBinary(binary.bytes());
            } else { // Tomcat sends objects asynchronously, and waits
                now.sendText(((Message.Text) message).text());
            }
            ByteBuffer question = credit.question();
            if (question != null) {
                ping(question);
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    @Override
    public void ping(ByteBuffer data) throws IOException {
        credit.asks(data);
        remote.sendPing(data);
    }

    /** @return whether it is of interest to nobody else */
    boolean answered(ByteBuffer data) {
        return credit.answered(data);
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last, Duration patience) throws IOException {
        session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, patience.toMillis());
        try {
            session.getBasicRemote().sendBinary(part, last);
        } finally {
            session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, SHORT_SEND_MILLIS);
        }
    }

    @Override
    public boolean suspendReading() {
        Optional<TomcatSession> tomcat = TomcatSession.of(session);
        tomcat.ifPresent(TomcatSession::suspend);
        return tomcat.isPresent();
    }

    @Override
    public void resumeReading() {
        TomcatSession.of(session).ifPresent(TomcatSession::resume);
    }

    @Override
    public String subprotocol() {
        return session.getNegotiatedSubprotocol() == null ? "" : session.getNegotiatedSubprotocol();
    }

    @Override
    public List<String> extensions() {
        return session.getNegotiatedExtensions().stream().map(Extension::getName).toList();
    }

    @Override
    public void close(CloseStatus status) {
        cutLater();
        sayGoodbye(status);
    }

    /** The peer has said goodbye; the container answers. */
    void left() {
        cutLater();
    }

    /** Undertow waits for ever: for the peer to read, and then for its answer. */
    private void cutLater() {
        UndertowSession.of(session)
                .ifPresent(undertow -> scheduler.after(Duration.ofMillis(CLOSE_MILLIS), undertow::cut));
    }

    private void sayGoodbye(CloseStatus status) {
        try {
            session.close(reason(status));
        } catch (IOException | RuntimeException e) { // it is gone, which is what we wanted
            LOG.log(Level.DEBUG, "closing session " + session.getId(), e);
        }
    }

    @Override
    public void terminate(CloseStatus status) {
        Optional<TomcatSession> tomcat = TomcatSession.of(session);
        if (tomcat.isEmpty()) {
            sayGoodbye(status); // which waits for nobody elsewhere
            UndertowSession.of(session).ifPresent(UndertowSession::cut);
            return;
        }
        try {
            tomcat.get().close(reason(status));
        } catch (RuntimeException e) { // it is gone, which is what we wanted
            LOG.log(Level.DEBUG, "terminating session " + session.getId(), e);
        }
    }

    private static CloseReason reason(CloseStatus status) {
        return new CloseReason(wireCode(status), status.reason());
    }

    // 1006 must not be sent (RFC 6455, 7.4.1)
    private static CloseReason.CloseCode wireCode(CloseStatus status) {
        return status.code() == CloseStatus.ABNORMAL.code()
                ? CloseReason.CloseCodes.GOING_AWAY
                : CloseReason.CloseCodes.getCloseCode(status.code());
    }
}
