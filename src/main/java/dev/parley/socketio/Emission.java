package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Cause;
import dev.parley.connection.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One event on its way out, encoded once per wire however many sockets receive it. Confined to the thread that sends it.
 *
 * <p>One with an offset is delivered under a lock ({@link RecoveryStore#append}): connections accept it then, and send it when
 * it is released.
 */
public final class Emission {
    private record Encoded(Wire wire, List<Message> messages) {}

    private final String namespace;
    private final String event;
    private final Arguments arguments;
    private final boolean compress;
    private final OptionalLong ackId;
    private final String offset; // null unless it is kept for clients that come back
    private final List<SocketLink> holders; // as the offset
    private int receivers;
    private final List<Encoded> encodings = new ArrayList<>(1); // few wires: a list beats a map

    Emission(String namespace, String event, Arguments arguments, boolean compress, OptionalLong ackId) {
        this(namespace, event, arguments, compress, ackId, null);
    }

    Emission(
            String namespace,
            String event,
            Arguments arguments,
            boolean compress,
            OptionalLong ackId,
            String offset) {
        this.namespace = requireNonNull(namespace, "namespace");
        this.event = requireNonNull(event, "event");
        this.arguments = requireNonNull(arguments, "arguments");
        this.compress = compress;
        this.ackId = ackId;
        this.offset = offset;
        this.holders = offset == null ? List.of() : new ArrayList<>();
    }

    /** The name of the namespace it is sent in. */
    public String namespace() {
        return namespace;
    }

    public String event() {
        return event;
    }

    public Arguments arguments() {
        return arguments;
    }

    /** Present when an acknowledgement is wanted. */
    public OptionalLong ackId() {
        return ackId;
    }

    /** What clients that can come back are told with it; null for an event that is not kept for them. */
    public String offset() {
        return offset;
    }

    void heldBy(SocketLink holder) {
        holders.add(holder);
    }

    /** Sends it to those who hold it. */
    void release() {
        holders.forEach(holder -> holder.release(this));
    }

    /** It is sent to one more. */
    void received() {
        receivers++;
    }

    /** It has been sent to all: whoever has caused that pays for it. */
    void charge() {
        if (receivers > 1) { // as many as send
            Cause.delivered(receivers);
        }
    }

    /** The messages that carry it on a wire; empty when that wire has no words for it. */
    public List<Message> encodedFor(Wire wire) {
        for (Encoded encoded : encodings) {
            if (encoded.wire() == wire) {
                return encoded.messages();
            }
        }
        List<Message> messages = wire.encode(this);
        if (!compress) {
            messages = messages.stream().map(Message::uncompressed).toList();
        }
        encodings.add(new Encoded(wire, messages));
        return messages;
    }
}
