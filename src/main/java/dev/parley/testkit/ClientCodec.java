package dev.parley.testkit;

import dev.parley.connection.Message;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.FrameCodec;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.PacketReader;
import dev.parley.socketio.protocol.TextPacketReader;
import dev.parley.socketio.protocol.TextPacketWriter;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Protocols 4 and 5 from the client's side. What is read comes in order, by one thread at a time. */
final class ClientCodec {
    private static final int ATTACHMENTS = 9_999; // a server has no limit to what it sends
    private static final char CONNECT_ERROR = '4';

    private final Revision revision;
    private final FrameCodec frames;
    private final PacketReader packets = new TextPacketReader(ATTACHMENTS, Long.MAX_VALUE);

    ClientCodec(Revision revision) {
        this.revision = revision;
        this.frames = new FrameCodec(revision);
    }

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

    Message ping() {
        return Message.text(frames.encodeText(EnginePacket.of(EnginePacketType.PING)));
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
        int comma = text.charAt(1) == '/' ? text.indexOf(',') : 0; // none after the root
        String namespace = comma == 0 ? "/" : text.substring(1, comma);
        return new Packet.ConnectError(namespace, JsonText.parse(text.substring(comma + 1)));
    }

    /** The server's "yes". In protocol 4 it says nothing, for clients know the ids of their sockets by themselves. */
    static JsonObject welcome(Packet.Connect yes, String sessionId) {
        if (yes.payload() != null) {
            return yes.payload();
        }
        String id = yes.namespace().equals("/") ? sessionId : yes.namespace() + "#" + sessionId;
        return JsonText.object().add("sid", id).build();
    }

    /** The server's "no": protocol 4 has one value, the message or what the application says instead. */
    ConnectRefused refusal(JsonValue error) {
        if (error instanceof JsonString message) {
            return new ConnectRefused(message.getString());
        }
        boolean isObject = error instanceof JsonObject;
        String message = isObject ? error.asJsonObject().getString("message", null) : null;
        JsonValue data =
                switch (revision) {
                    case V3 -> message == null ? error : null;
                    case V4 -> error.asJsonObject().get("data");
                };
        String text = message == null ? error.toString() : message;
        return data == null ? new ConnectRefused(text) : new ConnectRefused(text, data);
    }
}
