package dev.parley.socketio.engine;

import dev.parley.connection.Message;
import dev.parley.engineio.Frames;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.socketio.AttachmentOptions;
import dev.parley.socketio.protocol.MessagePackReader;
import dev.parley.socketio.protocol.MessagePackWriter;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.PacketReader;
import dev.parley.socketio.protocol.TextPacketReader;
import dev.parley.socketio.protocol.TextPacketWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How packets are written: the same on the server and on all its clients. */
public enum Parser {
    /** Text, with bytes in messages of their own: what clients speak unless told otherwise. */
    DEFAULT {
        @Override
        PacketReader reader(AttachmentOptions limits) {
            return new TextPacketReader(limits.max(), limits.maxBytes());
        }

        @Override
        List<Message> write(Packet packet, Frames frames) {
            StringBuilder text = new StringBuilder(64).append('4'); // an Engine.IO message
            TextPacketWriter.write(packet, text);
            Message first = Message.text(text.toString());
            List<ByteBuffer> attachments = packet.attachments();
            if (attachments.isEmpty()) {
                return List.of(first);
            }
            List<Message> messages = new ArrayList<>(1 + attachments.size());
            messages.add(first);
            attachments.forEach(bytes -> messages.add(frames.encode(EnginePacket.message(bytes))));
            return messages;
        }
    },
    /** MessagePack: for clients with {@code socket.io-msgpack-parser}. */
    MESSAGEPACK {
        @Override
        PacketReader reader(AttachmentOptions limits) {
            return new MessagePackReader(limits.max());
        }

        @Override
        List<Message> write(Packet packet, Frames frames) {
            return List.of(frames.encode(EnginePacket.message(MessagePackWriter.write(packet))));
        }
    };

    abstract PacketReader reader(AttachmentOptions limits);

    /** The frames that carry a packet. */
    abstract List<Message> write(Packet packet, Frames frames);
}
