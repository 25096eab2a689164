package dev.parley.testkit;

import dev.parley.connection.Message;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.FrameCodec;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.PacketReader;
import dev.parley.socketio.protocol.TextPacketReader;
import dev.parley.socketio.protocol.TextPacketWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Protocol 5 from the client's side. What is read comes in order, by one thread at a time. */
final class ClientCodec {
    private static final int ATTACHMENTS = 9_999; // a server has no limit to what it sends
    private static final char CONNECT_ERROR = '4';

    private final FrameCodec frames = new FrameCodec(Revision.V4);
    private final PacketReader packets = new TextPacketReader(ATTACHMENTS, Long.MAX_VALUE);

    List<Message> write(Packet packet) {
        StringBuilder text = new StringBuilder();
        TextPacketWriter.write(packet, text);
        List<Message> written = new ArrayList<>();
        written.add(Message.text(frames.encodeText(EnginePacket.message(text.toString()))));
        for (ByteBuffer bytes : packet.attachments()) {
            written.add(Message.binary(frames.encodeBinary(EnginePacket.message(bytes))));
        }
        return written;
    }

    Message pong() {
        return Message.text(frames.encodeText(EnginePacket.of(EnginePacketType.PONG)));
    }

    EnginePacket frame(Message message) {
        return message instanceof Message.Binary binary
                ? frames.decode(binary.bytes())
                : frames.decode(((Message.Text) message).text());
    }

    /** A packet, when all its parts are there. */
    Optional<Packet> read(EnginePacket message) {
        if (message instanceof EnginePacket.Binary binary) {
            return packets.read(binary.bytes());
        }
        String text = ((EnginePacket.Text) message).data();
        // the only one that no client may send, and which servers therefore do not read
        return text.charAt(0) == CONNECT_ERROR ? Optional.of(connectError(text)) : packets.read(text);
    }

    private static Packet connectError(String text) {
        int payload = text.indexOf('{');
        String namespace = payload == 1 ? "/" : text.substring(1, payload - 1); // without the comma
        return new Packet.ConnectError(namespace, JsonText.parse(text.substring(payload)));
    }
}
