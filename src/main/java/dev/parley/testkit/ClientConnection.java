package dev.parley.testkit;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.Verdict;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A WebSocket that is none, and the sockets of its client, at most one in each namespace. Safe for use by many threads. */
final class ClientConnection implements Transport {
    private final TestServer server;
    private final Map<String, TestClient> clients = new ConcurrentHashMap<>();
    private final ClientCodec codec = new ClientCodec();
    private final Mailbox sending = new Mailbox(); // as in a network: one thing at a time, in order, and nobody waits
    private final String refusal; // of the handshake; null if it went well
    private final WebSocketConnection connection; // null if it did not
    private volatile CloseStatus closed; // null while it is open
    private volatile boolean isSilent;
    private boolean isReading = true; // guarded by this
    private Runnable unread; // guarded by this; null unless something waits for the client to read

    ClientConnection(TestServer server, OpeningRequest opening) {
        this.server = server;
        Verdict verdict = server.engine()
                .judge(new EngineRequest("GET", true, "websocket", "4", null, null, () -> opening));
        if (verdict instanceof Verdict.Opens opens) {
            connection = server.engine().openWebSocket(opens, this).orElse(null);
            refusal = connection == null ? "the server is full, or closed" : null;
        } else {
            connection = null;
            refusal = ((Verdict.Refused) verdict).message();
        }
    }

    TestServer server() {
        return server;
    }

    TestClient enter(String name, JsonObject auth) {
        String namespace = name.startsWith("/") ? name : "/" + name;
        TestClient client = new TestClient(this, namespace);
        if (refusal != null) {
            client.refused(new ConnectRefused(refusal));
            return client;
        }
        if (closed != null) {
            throw new IllegalStateException("the connection is closed: " + closed);
        }
        if (clients.putIfAbsent(namespace, client) != null) {
            throw new IllegalStateException("the client has entered " + namespace + " before");
        }
        send(new Packet.Connect(namespace, auth));
        return client;
    }

    void forget(TestClient client) {
        clients.remove(client.namespace(), client);
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

    /** @param reason what the client's own listeners would hear */
    void closedByClient(CloseStatus status, String reason) {
        if (closed == null) {
            sending.execute(() -> connection.closedByPeer(status));
            leaveAll(reason);
        }
    }

    void fallSilent() {
        isSilent = true;
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
            read(codec.frame(message));
        } catch (RuntimeException e) { // on the server's way: the test must hear of it, not the server
            clients.values().forEach(client -> client.failed("the client cannot read what the server has sent", e));
        }
        sent.report(null);
    }

    private void read(EnginePacket frame) {
        if (frame.type() == EnginePacketType.MESSAGE) {
            codec.read(frame).ifPresent(this::handle);
        } else if (frame.type() == EnginePacketType.PING && !isSilent) {
            send(List.of(codec.pong()));
        } // of the rest a client has no need
    }

    private void handle(Packet packet) {
        TestClient client = clients.get(packet.namespace());
        if (client == null) {
            return; // it has just left
        }
        if (packet instanceof Packet.Event event) {
            client.receive(event);
        } else if (packet instanceof Packet.Ack ack) {
            client.acknowledged(ack.ackId(), Arguments.of(ack.arguments()));
        } else if (packet instanceof Packet.Connect connect) {
            client.accepted(connect.payload().getString("sid"));
        } else if (packet instanceof Packet.ConnectError error) {
            clients.remove(packet.namespace());
            client.refused(refusal(error.payload().asJsonObject()));
        } else if (packet instanceof Packet.Disconnect) {
            clients.remove(packet.namespace());
            client.left("io server disconnect");
        }
    }

    private static ConnectRefused refusal(JsonObject error) {
        String message = error.getString("message");
        return error.containsKey("data") ? new ConnectRefused(message, error.get("data")) : new ConnectRefused(message);
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
        leaveAll("transport close");
    }

    private void leaveAll(String reason) {
        List<TestClient> all = List.copyOf(clients.values());
        clients.clear();
        all.forEach(client -> client.left(reason));
    }

    Optional<CloseStatus> closed() {
        return Optional.ofNullable(closed);
    }
}
