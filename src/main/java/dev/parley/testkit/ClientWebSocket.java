package dev.parley.testkit;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.RequestOwner;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.Verdict;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A WebSocket that is none, with the session that it carries. Safe for use by many threads. */
final class ClientWebSocket implements Transport {
    /** Whose it is. Called by the thread that sends. */
    interface Owner {
        void receive(Packet packet);

        void failed(String what, RuntimeException why);

        void closedByServer();
    }

    private static final RequestOwner NOBODY = new RequestOwner(null, null, null);

    private final Owner owner;
    private final TestServer server;
    private final Revision revision;
    private final ClientCodec codec;
    private final ClientHeartbeat heartbeat;
    private final Mailbox sending = new Mailbox(); // as in a network: one thing at a time, in order, and nobody waits
    private volatile WebSocketConnection connection; // null until it is open
    private volatile String refusal; // of the handshake; null if it went well
    private volatile CloseStatus closed; // by the server; null unless it has
    private volatile boolean isLeft; // by the client: what still comes is not for it
    private volatile String sessionId; // null until it is open
    private boolean isReading = true; // guarded by this
    private Runnable unread; // guarded by this; null unless something waits for the client to read

    ClientWebSocket(Owner owner, TestServer server, Revision revision) {
        this.owner = owner;
        this.server = server;
        this.revision = revision;
        this.codec = new ClientCodec(revision);
        this.heartbeat = new ClientHeartbeat(server.scheduler(), () -> send(List.of(codec.ping())));
    }

    /** Opens it; {@link #refusal} says whether that went well. What is sent meanwhile follows. */
    void open(OpeningRequest opening) {
        sending.execute(() -> {
            Verdict verdict = server.engine()
                    .judge(new EngineRequest(
                            "GET", true, "websocket", revision.number(), null, null, () -> NOBODY, () -> opening));
            if (verdict instanceof Verdict.Opens opens) {
                connection = server.engine().openWebSocket(opens, this).orElse(null);
                refusal = connection == null ? "the server is full, or closed" : null;
            } else {
                refusal = ((Verdict.Refused) verdict).message();
            }
        });
    }

    /** Why the handshake was refused; empty if it was not. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** How the server has closed it; empty unless it has. */
    Optional<CloseStatus> closed() {
        return Optional.ofNullable(closed);
    }

    /** Whether the client can use it, as far as it knows. */
    boolean isOpen() {
        return refusal == null && closed == null && !isLeft;
    }

    /** Whether its client has stopped to answer. */
    boolean isSilent() {
        return heartbeat.isSilent();
    }

    // To the server

    void send(Packet packet) {
        send(codec.write(packet));
    }

    private void send(List<Message> frames) {
        sending.execute(() -> frames.forEach(frame -> {
            if (frame instanceof Message.Binary binary) {
                connection.binary(binary.bytes(), true);
            } else {
                connection.text(((Message.Text) frame).text(), true);
            }
        }));
    }

    void leave(CloseStatus status) {
        isLeft = true;
        heartbeat.end();
        sending.execute(() -> connection.closedByPeer(status));
    }

    void fallSilent() {
        heartbeat.fallSilent();
    }

    /** Its client goes on with another; the server does not hear of it. */
    void abandon() {
        heartbeat.fallSilent();
        isLeft = true;
        heartbeat.end();
    }

    // From the server

    @Override
    public void send(Message message, Sent sent) {
        synchronized (this) {
            if (!isReading) {
                unread = () -> read(message, sent); // the only one: the next is sent when this one has reported
                return;
            }
        }
        read(message, sent);
    }

    synchronized void stopReading() {
        isReading = false;
    }

    void readOn() {
        Runnable waiting;
        synchronized (this) {
            isReading = true;
            waiting = unread;
            unread = null;
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    private void read(Message message, Sent sent) {
        try {
            if (!isLeft) {
                read(codec.frame(message));
            }
        } catch (RuntimeException e) { // on the server's way: the test must hear of it, not the server
            owner.failed("the client cannot read what the server has sent", e);
        }
        sent.report(null);
    }

    private void read(EnginePacket frame) {
        if (frame.type() == EnginePacketType.MESSAGE) {
            codec.read(frame).ifPresent(owner::receive);
        } else if (frame.type() == EnginePacketType.OPEN) {
            opened(JsonText.parse(((EnginePacket.Text) frame).data()).asJsonObject());
        } else if (frame.type() == EnginePacketType.PING && !heartbeat.isSilent()) {
            send(List.of(codec.pong()));
        } // of the rest a client has no need
    }

    private void opened(JsonObject facts) {
        sessionId = facts.getString("sid");
        if (revision == Revision.V3) { // in which the client pings and the server answers
            heartbeat.begin(Duration.ofMillis(facts.getInt("pingInterval")));
        }
    }

    /** The server's "yes". */
    JsonObject welcome(Packet.Connect yes) {
        return ClientCodec.welcome(yes, sessionId);
    }

    /** The server's "no". */
    ConnectRefused refusal(Packet.ConnectError no) {
        return codec.refusal(no.payload());
    }

    @Override
    public void ping(ByteBuffer data) {
        if (!heartbeat.isSilent()) {
            sending.execute(() -> connection.pong(data));
        }
    }

    @Override
    public void close(CloseStatus status) {
        closed = status;
        heartbeat.end();
        if (!isLeft) {
            owner.closedByServer();
        }
    }
}
