package dev.parley.socketio.contract;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.EventDescription;
import dev.parley.socketio.SocketGroup;
import dev.parley.socketio.SocketIoServer;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * The events of a server, namespace by namespace, as far as their types are known: of annotated namespaces, of listeners with an
 * {@code Event} or a {@code Request} on namespaces, of clients' interfaces, and whatever {@code describeSent} and {@code
 * describeReceived} add. Immutable: what is registered later is in the next one.
 *
 * <p>A member of a record or class is required, unless it is {@code Optional}: a {@code null} that JSON-B leaves out is not
 * foreseen.
 */
public final class Contract {
    /** One namespace, or a kind of them. */
    record Part(String path, List<EventDescription> received, List<EventDescription> sent) {
        static Part of(SocketGroup group) {
            return new Part(group.path(), List.copyOf(group.received()), List.copyOf(group.sent()));
        }

        boolean isEmpty() {
            return received.isEmpty() && sent.isEmpty();
        }
    }

    private final List<Part> parts;

    private Contract(List<Part> parts) {
        this.parts = parts;
    }

    /** What is registered now. */
    public static Contract of(SocketIoServer io) {
        return new Contract(io.groups().stream().map(Part::of).filter(part -> !part.isEmpty()).toList());
    }

    /**
     * A declaration file: of each namespace two interfaces that fit {@code Socket<ServerToClient, ClientToServer>} of {@code
     * socket.io-client}, named after it, such as {@code ChatServerToClientEvents}.
     */
    public String typeScript() {
        return new TypeScript(parts).write();
    }

    /** An AsyncAPI 3.0 document, from the server's point of view: it receives what clients send. */
    public JsonObject asyncApi(String title, String version) {
        return new AsyncApi(parts).write(requireNonNull(title, "title"), requireNonNull(version, "version"));
    }
}
