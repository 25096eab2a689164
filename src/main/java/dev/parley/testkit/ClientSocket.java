package dev.parley.testkit;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a client stands in one namespace, and what comes from there: what JavaScript's client knows of a socket. Safe for use
 * by many threads.
 */
final class ClientSocket {
    private final String namespace;
    private final Packet.Connect asked;
    private final Inbox inbox = new Inbox();
    private final Map<Long, Answer<?>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong ackIds = new AtomicLong();
    private volatile String id; // null until it was let in
    private volatile Socket serverSide; // null until somebody has asked for it
    private volatile ConnectRefused refusal; // null unless it was kept out
    private volatile String reason; // null unless it has left
    private volatile boolean recovered;
    private volatile String pid; // null unless the server has recovery
    private volatile String offset; // null until an event had one

    /** @param asked what it is let in by; in protocol 4 with a query behind the name */
    ClientSocket(String namespace, Packet.Connect asked) {
        this.namespace = namespace;
        this.asked = asked;
    }

    String namespace() {
        return namespace;
    }

    Inbox inbox() {
        return inbox;
    }

    boolean isConnected() {
        return id != null && reason == null;
    }

    boolean recovered() {
        return recovered;
    }

    Optional<ConnectRefused> refusal() {
        return Optional.ofNullable(refusal);
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** @throws IllegalStateException if it has not been let in */
    String id() {
        if (id == null) {
            throw new IllegalStateException(toString());
        }
        return id;
    }

    /** @throws IllegalStateException if it has not been let in, or left before anybody asked */
    Socket serverSide(SocketIoServer io) {
        if (serverSide == null) {
            serverSide = io.existing(namespace)
                    .flatMap(existing -> existing.socket(id()))
                    .orElseThrow(() -> new IllegalStateException(toString()));
        }
        return serverSide;
    }

    /** A number for the acknowledgement of one event. */
    long expect(Answer<?> answer) {
        long ackId = ackIds.getAndIncrement();
        awaited.put(ackId, answer);
        return ackId;
    }

    /** What it asks to be let in with: the private id and the offset first, as JavaScript's client does. */
    Packet.Connect connect() {
        if (pid == null) {
            return asked;
        }
        JsonObjectBuilder payload = JsonText.object().add("pid", pid);
        if (offset != null) {
            payload.add("offset", offset);
        }
        if (asked.payload() != null) {
            asked.payload().forEach(payload::add);
        }
        return new Packet.Connect(namespace, payload.build());
    }

    // What happens to it

    /** It comes again. */
    void begin() {
        id = null;
        serverSide = null;
        refusal = null;
        reason = null;
        recovered = false;
    }

    void accepted(JsonObject welcome) {
        String privateId = welcome.getString("pid", null);
        recovered = privateId != null && privateId.equals(pid);
        pid = privateId;
        id = welcome.getString("sid");
    }

    void refused(ConnectRefused why) {
        refusal = why;
    }

    void left(String why) {
        reason = why;
        awaited.values().forEach(answer -> answer.fail("will not be acknowledged: the client has left"));
        awaited.clear();
    }

    void acknowledged(long ackId, Arguments answer) {
        Answer<?> waiting = awaited.remove(ackId);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }

    /** @return its answer, if one is wanted and there is a listener that gives it */
    Optional<Packet> receive(Packet.Event event) {
        remember(event.arguments().values());
        return inbox.receive(event)
                .filter(answer -> isConnected())
                .map(answer -> new Packet.Ack(namespace, event.ackId().getAsLong(), answer.list()));
    }

    /** As in JavaScript's client: whatever string comes last. */
    private void remember(List<JsonValue> arguments) {
        if (pid != null && !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof JsonString last) {
            offset = last.getString();
        }
    }

    @Override
    public String toString() {
        if (refusal != null) {
            return "the client was kept out of " + namespace + ": " + refusal.getMessage();
        } else if (reason != null) {
            return "the client has left " + namespace + ": " + reason;
        }
        return id == null
                ? "the client has not been let into " + namespace
                : "the client is in " + namespace;
    }
}
