package dev.parley.engineio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Receiver;
import dev.parley.connection.RequestOwner;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.MalformedPayloadException;
import dev.parley.engineio.protocol.Revision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One Engine.IO connection, whatever carries it. Safe for use by many threads.
 *
 * <p>What arrives is handled in its mailbox, in order; what leaves may come from any thread, keeps its order, and never
 * waits for the peer. It ends exactly once.
 */
public final class Session {
    private static final Logger LOG = System.getLogger(Session.class.getName());

    private final Sessions home;
    private final String id;
    private final Revision revision;
    private final boolean isTextOnly;
    private final OpeningRequest request;
    private final OpeningRequest sent;
    private final Mailbox mailbox;
    private final Frames frames;
    private final Heartbeat heartbeat;
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private final PollingSession polling = new PollingSession(this);
    private volatile Carrier carrier;
    private volatile Upgrade upgrade; // null unless one is going on; changes in the mailbox
    private volatile long closingSince = Long.MIN_VALUE; // once nothing more is accepted
    private volatile CloseStatus farewell = CloseStatus.NORMAL;
    private final SessionConnection connection;
    private final EnginePings pings = new EnginePings(this);
    private volatile SessionListener listener; // made in the mailbox; null until the application has seen it

    /** @param carriers makes what carries it at first */
    Session(Sessions home, Verdict.Opens opens, Mailbox mailbox, Function<Session, Carrier> carriers) {
        this.home = home;
        this.id = opens.sid();
        this.revision = opens.revision();
        this.isTextOnly = opens.isTextOnly();
        this.request = opens.request();
        this.sent = opens.sent();
        this.mailbox = mailbox;
        this.frames = Frames.of(revision);
        this.heartbeat = new Heartbeat(revision, home.options().heartbeat(), home.scheduler().now());
        this.connection = new SessionConnection(this, home.workers());
        this.carrier = carriers.apply(this);
    }

    /** 20 characters that no other session has: a secret between the server and its client. */
    public String id() {
        return id;
    }

    public Revision revision() {
        return revision;
    }

    /** The request that opened it, with whom it belongs to. */
    public OpeningRequest request() {
        return request;
    }

    /** Whether a request can be of whoever has opened it. */
    boolean isOf(RequestOwner owner) {
        return owner.hasOpened(sent);
    }

    /** What carries it now. */
    public TransportName transport() {
        return carrier.name();
    }

    /** Whether messages can still be sent. */
    public boolean isOpen() {
        return closingSince == Long.MIN_VALUE;
    }

    /** The connection beneath it, whatever carries it at the moment. */
    public Connection connection() {
        return connection;
    }

    Connection.State state() {
        if (hasEnded.get()) {
            return Connection.State.CLOSED;
        } else if (!isOpen()) {
            return Connection.State.CLOSING;
        }
        return listener == null ? Connection.State.CONNECTING : Connection.State.OPEN;
    }

    /** Where everything that concerns it runs, one thing at a time. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /**
     * Sends a message.
     *
     * @param droppable whether it is dropped unless it can leave at once
     * @return whether it was accepted
     */
    public boolean send(Message message, boolean droppable) {
        return sendFrames(List.of(frame(message)), droppable);
    }

    /** A message as it travels. */
    Message frame(Message message) {
        Message frame = encode(packet(message));
        return message.compress() ? frame : frame.uncompressed();
    }

    /** Sends what {@link Frames} has written for this revision, with nothing between. */
    public boolean sendFrames(List<Message> written, boolean droppable) {
        return isOpen() && carrier.send(written, droppable, null);
    }

    /** Accepts frames as {@link #sendFrames} does, but lets them wait for {@link #flush}: for callers that hold a lock. */
    public boolean enqueueFrames(List<Message> written) {
        return isOpen() && carrier.enqueue(written);
    }

    /** Starts to send what waits. */
    public void flush() {
        carrier.flush();
    }

    /** Sends what waits, then ends it. What the client still sends is ignored. */
    public void close() {
        close(CloseStatus.NORMAL);
    }

    /**
     * The same with a reason.
     *
     * @param status what a client is told whose WebSocket is closed
     */
    public void close(CloseStatus status) {
        if (isOpen()) {
            farewell = status;
            closingSince = home.scheduler().now();
            mailbox.execute(() -> {
                if (upgrade == null) { // else it is closed when that is over
                    carrier.close(status);
                }
            });
        }
    }

    /** Gives the application its listener. Called once, before the client can send anything. */
    void begin() {
        mailbox.execute(() -> {
            if (hasEnded.get()) { // the server is closing: nobody would tell a listener
                return;
            }
            try {
                listener = home.application().apply(this);
            } catch (RuntimeException | Error e) { // the border between the application's code and ours
                LOG.log(Level.ERROR, this + " could not be taken up", e);
                end(CloseReason.FORCED_CLOSE, "the application failed");
            }
        });
    }

    // written by hand, because this package knows no JSON
    EnginePacket openPacket() {
        EngineOptions options = home.options();
        boolean offersUpgrade = transport() == TransportName.POLLING && options.offersUpgrade();
        return EnginePacket.of(
                EnginePacketType.OPEN,
                "{\"sid\":\"" + id + "\",\"upgrades\":" + (offersUpgrade ? "[\"websocket\"]" : "[]")
                        + ",\"pingInterval\":" + options.heartbeat().interval().toMillis()
                        + ",\"pingTimeout\":" + options.heartbeat().timeout().toMillis()
                        + ",\"maxPayload\":" + home.maxPayload() + "}");
    }

    /** A WebSocket has come for a session that polls: it is tried, unless one is already there. Called in the mailbox. */
    Receiver tryWebSocket(WebSocketConnection connection) {
        if (upgrade == null && !hasEnded.get() && carrier instanceof PollingCarrier polling) {
            WebSocketCarrier candidate = new WebSocketCarrier(this, connection);
            upgrade = new Upgrade(this, polling, candidate, home);
            candidate.tryFor(upgrade);
            if (hasEnded.get()) { // end() may have looked before
                upgrade.failed();
            }
            return candidate;
        }
        connection.close(CloseStatus.NORMAL);
        return Receiver.NOBODY;
    }

    void upgradedTo(WebSocketCarrier websocket) {
        carrier = websocket;
        upgrade = null;
        heartbeat.excuse(home.scheduler().now());
        connection.upgraded(websocket);
        if (hasEnded.get()) {
            websocket.end(CloseReason.FORCED_CLOSE);
        } else if (!isOpen()) {
            websocket.close(farewell);
        }
    }

    void upgradeFailed() {
        upgrade = null;
        if (!isOpen()) {
            carrier.close(farewell);
        }
    }

    /** A frame has come. Called in the mailbox. */
    void received(Message frame) {
        EnginePacket packet;
        try {
            packet = decode(frame);
        } catch (MalformedPayloadException malformed) {
            end(CloseReason.PARSE_ERROR, malformed.getMessage());
            return;
        }
        handle(packet);
    }

    /** A packet has come. Called in the mailbox. */
    void handle(EnginePacket packet) {
        if (!isOpen()) {
            return;
        }
        connection.packet(packet);
        long now = home.scheduler().now();
        switch (packet.type()) {
            case MESSAGE -> {
                heartbeat.heard(now);
                deliver(message(packet));
            }
            case PING -> ping(now);
            case PONG -> pong(now);
            case CLOSE -> end(CloseReason.TRANSPORT_CLOSE, "");
            case OPEN, UPGRADE, NOOP -> heartbeat.heard(now); // have no meaning here
        }
    }

    private void deliver(Message message) {
        try {
            if (listener != null) {
                listener.message(message);
            }
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "the application failed with a message of " + this, e);
        }
    }

    private void ping(long now) {
        if (revision == Revision.V3) {
            heartbeat.beat(now);
            sendFrames(List.of(encode(EnginePacket.of(EnginePacketType.PONG))), false);
        } else {
            end(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
        }
    }

    private void pong(long now) {
        if (revision == Revision.V4) {
            heartbeat.beat(now);
            pings.answered();
        } else {
            end(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
        }
    }

    /** What carried it is gone. Called in the mailbox. */
    void carrierClosed(CloseReason reason, String detail) {
        boolean isWanted = reason != CloseReason.SERVER_SHUTTING_DOWN && !isOpen();
        end(isWanted ? CloseReason.FORCED_CLOSE : reason, isWanted ? "" : detail, Runnable::run);
    }

    /** Looks at the clock: pings, gives up. */
    void tick(long now) {
        long closing = closingSince;
        if (closing != Long.MIN_VALUE && now - closing > home.options().closeTimeout().toMillis()) {
            end(CloseReason.FORCED_CLOSE, "");
            return;
        }
        if (mailbox.isBusy() || connection.isPaused()) { // it is us who do not listen
            heartbeat.excuse(now);
            return;
        }
        switch (heartbeat.due(now)) {
            case PING -> {
                pings.heartbeat();
                sendPing();
            }
            case DEATH -> end(CloseReason.PING_TIMEOUT, "");
            case NOTHING -> {}
        }
    }

    /** Silence up to now was not the client's. */
    void excuse() {
        heartbeat.excuse(home.scheduler().now());
    }

    boolean sendPing() {
        return sendFrames(List.of(encode(EnginePacket.of(EnginePacketType.PING))), false);
    }

    /** Ends it at once, if it has not ended. What waits is forgotten. */
    void end(CloseReason reason, String detail) {
        // never on the thread that found out, which may be in the middle of a broadcast
        end(reason, detail, home.workers());
    }

    /** @param tellers tell those who listen */
    private void end(CloseReason reason, String detail, Executor tellers) {
        if (!hasEnded.compareAndSet(false, true)) {
            return;
        }
        if (isOpen()) {
            closingSince = home.scheduler().now();
        }
        home.remove(this);
        Upgrade trial = upgrade;
        if (trial != null) {
            trial.abandon();
        }
        carrier.end(reason);
        tellers.execute(() -> mailbox.execute(() -> {
            if (listener != null) {
                listener.closed(reason, detail);
            }
            connection.closed(reason);
        }));
    }

    /** Its side towards HTTP, also when it is not carried by polls. */
    PollingSession polling() {
        return polling;
    }

    EnginePings pings() {
        return pings;
    }

    Carrier carrier() {
        return carrier;
    }

    /** What receives the frames of the WebSocket that it began with. */
    Receiver webSocket() {
        return (WebSocketCarrier) carrier;
    }

    /** The client has said good-bye without a poll that could be answered. */
    void departed() {
        home.keepForLastPoll(this);
    }

    boolean hasEnded() {
        return hasEnded.get();
    }

    boolean isTextOnly() {
        return isTextOnly;
    }

    Message encode(EnginePacket packet) {
        return frames.encode(packet);
    }

    EnginePacket decode(Message frame) {
        return frames.decode(frame);
    }

    Message textOnly(Message frame) {
        return frames.textOnly(frame);
    }

    private static EnginePacket packet(Message message) {
        return message instanceof Message.Binary binary
                ? EnginePacket.message(binary.bytes())
                : EnginePacket.message(((Message.Text) message).text());
    }

    private static Message message(EnginePacket packet) {
        return packet instanceof EnginePacket.Binary binary
                ? Message.binary(binary.bytes())
                : Message.text(((EnginePacket.Text) packet).data());
    }

    /** Without the id, which is a secret. */
    @Override
    public String toString() {
        return "Session[" + revision + " over " + transport().text() + " from " + request.remoteAddress() + "]";
    }
}
