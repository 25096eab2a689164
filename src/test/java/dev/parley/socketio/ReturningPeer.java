package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Mailbox;
import dev.parley.connection.Message;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.OpeningRequests;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection of a client that can come back. Its texts are {@code arguments@offset}. Safe for use by many threads. */
final class ReturningPeer implements Peer {
    static final Wire WIRE = emission -> List.of(Message.text(emission.arguments() + "@" + emission.offset()));

    private final Mailbox mailbox = new Mailbox();
    private final List<String> accepted = new ArrayList<>(); // guarded by this
    private volatile Socket socket;
    private volatile boolean isOpen = true;

    /** Comes into the root namespace. */
    ReturningPeer connect(SocketIoServer io, JsonObject auth) {
        return connect(io, Handshake.of(OpeningRequests.any(), auth));
    }

    ReturningPeer connect(SocketIoServer io, Handshake handshake) {
        mailbox.execute(() -> io.connect("/", Optional.empty(), handshake, this));
        return this;
    }

    static JsonObject auth(String pid, String offset) {
        return JsonText.object().add("pid", pid).add("offset", offset).build();
    }

    /** A handshake of somebody whom the container knows. */
    static Handshake signedIn(String user, JsonObject auth) {
        Principal principal = () -> user;
        OpeningRequest request = new OpeningRequest(
                "192.0.2.1", false, "/", Map.of(), Map.of(), Map.of(), principal, Instant.EPOCH);
        return Handshake.of(request, auth);
    }

    Socket socket() {
        return socket;
    }

    String pid() {
        return socket.link().pid().orElseThrow();
    }

    /** Its connection has ended, and its socket has not heard of it. */
    void breaks() {
        isOpen = false;
    }

    void lose() {
        mailbox.execute(() -> socket.link().left(DisconnectReason.TRANSPORT_CLOSE));
    }

    /** What its connection has accepted, in order. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** The offset of the last text. */
    String offset() {
        return offset(accepted().get(accepted().size() - 1));
    }

    static String offset(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    @Override
    public Wire begin(Socket made) {
        socket = made;
        return WIRE;
    }

    @Override
    public Connection connection() {
        throw new UnsupportedOperationException("nothing carries it");
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public boolean canRecover() {
        return true;
    }

    @Override
    public synchronized boolean send(List<Message> messages, boolean droppable) {
        messages.forEach(message -> accepted.add(((Message.Text) message).text()));
        return true;
    }

    @Override
    public boolean enqueue(List<Message> messages) {
        return send(messages, false);
    }

    @Override
    public void flush() {}

    @Override
    public List<Message> welcome() {
        return List.of();
    }

    @Override
    public void refused(ConnectRefused why) {
        throw new AssertionError(why);
    }

    @Override
    public void leave() {}

    @Override
    public void close(CloseStatus status) {}

    @Override
    public void drop() {
        lose();
    }
}
