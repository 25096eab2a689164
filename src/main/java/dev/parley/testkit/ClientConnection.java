package dev.parley.testkit;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A client's connection, the one it has now and those after it, and its sockets, at most one in each namespace. Safe for use
 * by many threads.
 */
final class ClientConnection implements ClientWebSocket.Owner {
    private final TestServer server;
    private final TestRequest request;
    private final Map<String, ClientSocket> sockets = new LinkedHashMap<>(); // guarded by itself
    private volatile List<ClientSocket> lost = List.of(); // with the last connection
    private volatile ClientWebSocket webSocket;
    private volatile ClientSocket root; // of a client of protocol 4; null for others

    ClientConnection(TestServer server, TestRequest request) {
        this.server = server;
        this.request = request;
        open(List.of());
    }

    private void open(List<ClientSocket> back) {
        if (request.isProtocol4()) { // it is in the root without asking
            root = back.stream()
                    .filter(this::isEnteredByItself)
                    .findFirst()
                    .orElseGet(() -> new ClientSocket("/", new Packet.Connect("/", null)));
            synchronized (sockets) {
                sockets.put("/", root);
            }
        }
        webSocket = new ClientWebSocket(this, server, request.revision());
        webSocket.open(request.opening());
    }

    TestServer server() {
        return server;
    }

    /** What carries it now. */
    ClientWebSocket webSocket() {
        return webSocket;
    }

    // To the server

    TestClient enter(String name, JsonObject auth) {
        ClientSocket socket = socket(new Packet.Connect(name.startsWith("/") ? name : "/" + name, auth));
        if (webSocket.refusal().isPresent()) {
            lost = Stream.concat(lost.stream(), Stream.of(socket)).toList();
            socket.refused(new ConnectRefused(webSocket.refusal().get()));
        } else if (!isEnteredByItself(socket)) {
            enter(socket);
        }
        return new TestClient(this, socket);
    }

    private ClientSocket socket(Packet.Connect asked) {
        if (!request.isProtocol4()) {
            return new ClientSocket(asked.namespace(), asked);
        } else if (asked.payload() != null) {
            throw new IllegalArgumentException("a client of protocol 4 must send a query behind the name, such as"
                    + " /chat?token=1, and no auth, was " + asked.payload());
        }
        String namespace = asked.namespace().split("\\?", 2)[0];
        return namespace.equals("/") ? root : new ClientSocket(namespace, asked);
    }

    private boolean isEnteredByItself(ClientSocket socket) {
        return request.isProtocol4() && socket.namespace().equals("/");
    }

    private void enter(ClientSocket socket) {
        if (!webSocket.isOpen()) {
            throw new IllegalStateException("the connection is closed");
        }
        synchronized (sockets) {
            if (sockets.putIfAbsent(socket.namespace(), socket) != null) {
                throw new IllegalStateException("the client has entered " + socket.namespace() + " before");
            }
        }
        webSocket.send(socket.connect());
    }

    void send(Packet packet) {
        webSocket.send(packet);
    }

    void leave(ClientSocket socket) {
        send(new Packet.Disconnect(socket.namespace()));
        forget(socket.namespace());
        socket.left("io client disconnect");
    }

    /** @param reason what the client's own listeners would hear */
    void close(CloseStatus status, String reason) {
        if (webSocket.isOpen()) {
            webSocket.leave(status);
            lose(reason);
        }
    }

    /** Opens another one, and enters again what it was in when it lost the last. */
    void reconnect() {
        if (webSocket.isOpen() && !webSocket.isSilent()) {
            throw new IllegalStateException("the client has not lost its connection");
        }
        if (webSocket.isOpen()) { // it has gone where the server cannot see it
            webSocket.abandon();
            lose("ping timeout");
        }
        List<ClientSocket> back = lost;
        back.forEach(ClientSocket::begin);
        open(back);
        if (webSocket.refusal().isPresent()) {
            back.forEach(socket -> socket.refused(new ConnectRefused(webSocket.refusal().get())));
        } else {
            lost = List.of();
            back.stream().filter(socket -> !isEnteredByItself(socket)).forEach(this::enter);
        }
    }

    // From the server

    @Override
    public void receive(Packet packet) {
        ClientSocket socket;
        synchronized (sockets) {
            socket = sockets.get(packet.namespace());
        }
        if (socket == null) {
            return; // it has just left
        }
        if (packet instanceof Packet.Event event) {
            socket.receive(event).ifPresent(this::send);
        } else if (packet instanceof Packet.Ack ack) {
            socket.acknowledged(ack.ackId(), Arguments.of(ack.arguments()));
        } else if (packet instanceof Packet.Connect connect) {
            socket.accepted(webSocket.welcome(connect));
        } else if (packet instanceof Packet.ConnectError error) {
            forget(packet.namespace());
            socket.refused(webSocket.refusal(error));
        } else if (packet instanceof Packet.Disconnect) {
            forget(packet.namespace());
            socket.left("io server disconnect");
        }
    }

    @Override
    public void failed(String what, RuntimeException why) {
        all().forEach(socket -> socket.inbox().fail(what, why));
    }

    @Override
    public void closedByServer() {
        lose("transport close");
    }

    private void forget(String namespace) {
        synchronized (sockets) {
            sockets.remove(namespace);
        }
    }

    private void lose(String reason) {
        lost = all();
        synchronized (sockets) {
            sockets.clear();
        }
        lost.forEach(socket -> socket.left(reason));
    }

    private List<ClientSocket> all() {
        synchronized (sockets) {
            return List.copyOf(sockets.values());
        }
    }
}
