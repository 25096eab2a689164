package dev.parley.socketio.protocol;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** One Socket.IO packet, already free of transport concerns. Immutable. */
public sealed interface Packet {

    /** The namespace with its leading slash; of clients of protocol 4 perhaps with a query. */
    String namespace();

    /** The bytes among its arguments, by number. */
    default List<ByteBuffer> attachments() {
        return List.of();
    }

    /**
     * A client wants to enter a namespace, or the server's "yes".
     *
     * @param payload null when there is none
     */
    record Connect(String namespace, JsonObject payload) implements Packet {
        public Connect {
            requireNonNull(namespace, "namespace");
        }
    }

    /** The sender leaves a namespace. */
    record Disconnect(String namespace) implements Packet {
        public Disconnect {
            requireNonNull(namespace, "namespace");
        }
    }

    /**
     * An event.
     *
     * @param ackId present when the sender waits for an acknowledgement
     */
    record Event(String namespace, OptionalLong ackId, String event, ArgumentList arguments) implements Packet {
        public Event {
            requireNonNull(namespace, "namespace");
            requireNonNull(event, "event");
            requireNonNull(arguments, "arguments");
        }

        @Override
        public List<ByteBuffer> attachments() {
            return arguments.written().attachments();
        }
    }

    /** An acknowledgement. */
    record Ack(String namespace, long ackId, ArgumentList arguments) implements Packet {
        public Ack {
            requireNonNull(namespace, "namespace");
            requireNonNull(arguments, "arguments");
        }

        @Override
        public List<ByteBuffer> attachments() {
            return arguments.written().attachments();
        }
    }

    /**
     * A client's that asks for nothing: an event without a name, or an answer without the number of a question. Never sent.
     */
    record Nothing(String namespace) implements Packet {
        public Nothing {
            requireNonNull(namespace, "namespace");
        }
    }

    /**
     * The server's "no" to a client that wants to enter.
     *
     * @param payload in protocol 5 an object with {@code message} and perhaps {@code data}, in protocol 4 any value
     */
    record ConnectError(String namespace, JsonValue payload) implements Packet {
        public ConnectError {
            requireNonNull(namespace, "namespace");
            requireNonNull(payload, "payload");
        }
    }
}
