package dev.parley.socketio.engine;

import dev.parley.connection.Message;
import dev.parley.engineio.Frames;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.Emission;
import dev.parley.socketio.Wire;
import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.Packet;
import java.util.List;

/** Writes packets for all clients of one revision. Immutable; share it, and broadcasts are encoded once. */
final class ClientWire implements Wire {
    private final Parser parser;
    private final Frames frames;
    private final boolean tellsOffsets;

    ClientWire(Parser parser, Revision revision) {
        this.parser = parser;
        this.frames = Frames.of(revision);
        this.tellsOffsets = revision == Revision.V4; // clients of protocol 4 would take them for arguments
    }

    @Override
    public List<Message> encode(Emission emission) {
        ArgumentList arguments = emission.arguments().list();
        return encode(new Packet.Event(
                emission.namespace(),
                emission.ackId(),
                emission.event(),
                tellsOffsets && emission.offset() != null ? arguments.plus(emission.offset()) : arguments));
    }

    List<Message> encode(Packet packet) {
        return parser.write(packet, frames);
    }
}
