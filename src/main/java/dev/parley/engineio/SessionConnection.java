package dev.parley.engineio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.ConnectionListeners;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.SendResult;
import dev.parley.engineio.protocol.EnginePacket;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The connection beneath a session, whatever carries it at the moment. Safe for use by many threads. */
final class SessionConnection implements Connection {
    private final Session session;
    private final Executor workers;
    private final ConnectionListeners listeners;
    private volatile boolean isPaused;
    private final CarrierListener carrierListener = new CarrierListener();

    SessionConnection(Session session, Executor workers) {
        this.session = session;
        this.workers = workers;
        this.listeners = new ConnectionListeners(workers, session.mailbox());
    }

    @Override
    public State state() {
        return session.state();
    }

    @Override
    public OpeningRequest request() {
        return session.request();
    }

    @Override
    public String transport() {
        return session.transport().text();
    }

    @Override
    public OptionalInt revision() {
        return OptionalInt.of(Integer.parseInt(session.revision().number()));
    }

    @Override
    public Optional<String> subprotocol() {
        return session.carrier().webSocket().flatMap(Connection::subprotocol);
    }

    @Override
    public List<String> extensions() {
        return session.carrier().webSocket().map(Connection::extensions).orElse(List.of());
    }

    @Override
    public Mailbox mailbox() {
        return session.mailbox();
    }

    @Override
    public long bufferedBytes() {
        return session.carrier().bufferedBytes();
    }

    @Override
    public boolean send(List<Message> messages, boolean droppable) {
        return session.sendFrames(messages.stream().map(session::frame).toList(), droppable);
    }

    @Override
    public CompletionStage<Void> send(Message message) {
        SendResult result = new SendResult(workers);
        if (!session.isOpen() || !session.carrier().send(List.of(session.frame(message)), false, result)) {
            result.forgotten();
        }
        return result.stage();
    }

    @Override
    public CompletionStage<Duration> ping() {
        return session.carrier().webSocket().map(Connection::ping).orElseGet(session.pings()::send);
    }

    @Override
    public void pause() {
        isPaused = true;
        session.mailbox().execute(this::applyPause);
    }

    @Override
    public void resume() {
        isPaused = false;
        session.mailbox().execute(this::applyPause);
    }

    @Override
    public boolean isPaused() {
        return isPaused;
    }

    private void applyPause() {
        session.excuse();
        session.polling().pause(isPaused);
        session.carrier().webSocket().ifPresent(isPaused ? Connection::pause : Connection::resume);
    }

    @Override
    public OutputStream openBinary() {
        throw new UnsupportedOperationException("a session's messages are packets");
    }

    @Override
    public void addListener(ConnectionListener listener) {
        listeners.add(listener);
        session.carrier().addListener(carrierListener);
    }

    @Override
    public void removeListener(ConnectionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close(CloseStatus status) {
        session.close(status);
    }

    @Override
    public void terminate() {
        session.carrier().webSocket().ifPresent(Connection::terminate);
        session.end(CloseReason.FORCED_CLOSE, "terminated");
    }

    /** A packet has come. Called in the mailbox. */
    void packet(EnginePacket packet) {
        if (listeners.isEmpty()) {
            return;
        }
        Message frame = session.encode(packet);
        listeners.tell(listener -> listener.packet(frame));
        switch (packet.type()) {
            case PING -> listeners.tell(listener -> listener.ping(data(packet)));
            case PONG -> listeners.tell(listener -> listener.pong(data(packet)));
            case MESSAGE, CLOSE, OPEN, UPGRADE, NOOP -> {}
        }
    }

    private static ByteBuffer data(EnginePacket packet) {
        return StandardCharsets.UTF_8.encode(((EnginePacket.Text) packet).data());
    }

    /** Something else carries it. Called in the mailbox. */
    void upgraded(Carrier carrier) {
        if (isPaused) {
            carrier.webSocket().ifPresent(Connection::pause);
        }
        if (!listeners.isEmpty()) {
            carrier.addListener(carrierListener);
            listeners.tell(listener -> listener.upgraded(carrier.name().text()));
        }
    }

    /** It has ended. Called in the mailbox. */
    void closed(CloseReason reason) {
        session.pings().close();
        session.polling().pause(false);
        listeners.close(reason.status());
    }

    /** What happens to that which carries it happens to it. */
    private final class CarrierListener implements ConnectionListener {
        @Override
        public void pong(ByteBuffer data) {
            listeners.tell(listener -> listener.pong(data.duplicate()));
        }

        @Override
        public void drained() {
            listeners.tell(ConnectionListener::drained);
        }

        @Override
        public void failed(Throwable failure) {
            listeners.tell(listener -> listener.failed(failure));
        }
    }
}
