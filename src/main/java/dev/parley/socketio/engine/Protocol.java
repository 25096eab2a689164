package dev.parley.socketio.engine;

import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonValue;
import java.util.Optional;

/** How a client of one protocol enters namespaces; in all else the protocols are the same. Immutable. */
interface Protocol {
    /**
     * What a client asks for.
     *
     * @param socketId what its socket must be called; empty if it may have any id
     */
    record Entry(String namespace, Handshake handshake, Optional<String> socketId) {}

    /** What a client gets without asking; null for nothing. */
    Packet.Connect atOnce();

    /** Reads a client's wish. */
    Entry entry(Packet.Connect asked);

    /** Whether its clients can come back after their connection was lost. */
    boolean canRecover();

    /** The "yes". */
    Packet.Connect accepted(Socket socket);

    /** The payload of a "no". */
    JsonValue refusal(ConnectRefused refused);
}
