package dev.parley.testkit;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Verdict;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.socketio.protocol.Packet;
import java.nio.ByteBuffer;
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

    private final Owner owner;
    private final ClientCodec codec = new ClientCodec();
    private final Mailbox sending = new Mailbox(); // as in a network: one thing at a time, in order, and nobody waits
    private volatile WebSocketConnection connection; // null until it is open
    private volatile String refusal; // of the handshake; null if it went well
    private volatile CloseStatus closed; // by the server; null unless it has
    private volatile boolean isLeft; // by the client: what still comes is not for it
    private volatile boolean isSilent;
    private boolean isReading = true; // guarded by this
    private Runnable unread; // guarded by this; null unless something waits for the client to read

    ClientWebSocket(Owner owner) {
        this.owner = owner;
    }

    /** Opens it; {@link #refusal} says whether that went well. What is sent meanwhile follows. */
    void open(EngineServer engine, OpeningRequest opening) {
        sending.execute(() -> {
            Verdict verdict =
                    engine.judge(new EngineRequest("GET", true, "websocket", "4", null, null, () -> opening));
            if (verdict instanceof Verdict.Opens opens) {
                connection = engine.openWebSocket(opens, this).orElse(null);
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
        return isSilent;
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
        sending.execute(() -> connection.closedByPeer(status));
    }

    void fallSilent() {
        isSilent = true;
    }

    /** Its client goes on with another; the server does not hear of it. */
    void abandon() {
        isSilent = true;
        isLeft = true;
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
        } else if (frame.type() == EnginePacketType.PING && !isSilent) {
            send(List.of(codec.pong()));
        } // of the rest a client has no need
    }

    @Override
    public void ping(ByteBuffer data) {
        if (!isSilent) {
            sending.execute(() -> connection.pong(data));
        }
    }

    @Override
    public void close(CloseStatus status) {
        closed = status;
        if (!isLeft) {
            owner.closedByServer();
        }
    }
}
