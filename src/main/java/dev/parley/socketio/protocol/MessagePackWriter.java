package dev.parley.socketio.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

/** Writes packets for clients with {@code socket.io-msgpack-parser}: a map with {@code type, nsp, data, id}. */
public final class MessagePackWriter {
    // most packets fit; for others there are more buffers. Unless told otherwise each has 8 kB
    private static final MessagePack.PackerConfig PACKER = new MessagePack.PackerConfig().withBufferSize(1_024);

    private MessagePackWriter() {}

    /** A packet as bytes. */
    public static ByteBuffer write(Packet packet) {
        try (MessageBufferPacker packer = PACKER.newBufferPacker()) {
            write(packet, packer);
            return ByteBuffer.wrap(packer.toByteArray());
        } catch (IOException e) { // there is no device beneath that could fail
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Packet packet, MessagePacker to) throws IOException {
        if (packet instanceof Packet.Event event) {
            head(to, PacketType.EVENT, packet, event.ackId(), true);
            List<JsonValue> arguments = event.arguments().values();
            to.packArrayHeader(1 + arguments.size());
            to.packString(event.event());
            for (JsonValue argument : arguments) {
                write(argument, to);
            }
        } else if (packet instanceof Packet.Ack ack) {
            head(to, PacketType.ACK, packet, OptionalLong.of(ack.ackId()), true);
            to.packArrayHeader(ack.arguments().values().size());
            for (JsonValue argument : ack.arguments().values()) {
                write(argument, to);
            }
        } else if (packet instanceof Packet.Connect connect) {
            head(to, PacketType.CONNECT, packet, OptionalLong.empty(), connect.payload() != null);
            if (connect.payload() != null) {
                write(connect.payload(), to);
            }
        } else if (packet instanceof Packet.ConnectError error) {
            head(to, PacketType.CONNECT_ERROR, packet, OptionalLong.empty(), true);
            write(error.payload(), to);
        } else if (packet instanceof Packet.Disconnect) {
            head(to, PacketType.DISCONNECT, packet, OptionalLong.empty(), false);
        } else {
            throw new IllegalArgumentException("a packet that is sent must say something, was " + packet);
        }
    }

    /** Everything but the data, whose key comes last. */
    private static void head(MessagePacker to, PacketType type, Packet packet, OptionalLong id, boolean hasData)
            throws IOException {
        to.packMapHeader(2 + (id.isPresent() ? 1 : 0) + (hasData ? 1 : 0));
        to.packString("type").packInt(type.number());
        to.packString("nsp").packString(packet.namespace());
        if (id.isPresent()) {
            to.packString("id").packLong(id.getAsLong());
        }
        if (hasData) {
            to.packString("data");
        }
    }

    private static void write(JsonValue value, MessagePacker to) throws IOException {
        if (value instanceof Bytes bytes) {
            ByteBuffer buffer = bytes.buffer();
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            to.packBinaryHeader(copy.length).writePayload(copy);
            return;
        }
        switch (value.getValueType()) {
            case ARRAY -> {
                JsonArray array = value.asJsonArray();
                to.packArrayHeader(array.size());
                for (JsonValue item : array) {
                    write(item, to);
                }
            }
            case OBJECT -> {
                JsonObject object = value.asJsonObject();
                to.packMapHeader(object.size());
                for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                    to.packString(member.getKey());
                    write(member.getValue(), to);
                }
            }
            case STRING -> to.packString(((JsonString) value).getString());
            case NUMBER -> number((JsonNumber) value, to);
            case TRUE -> to.packBoolean(true);
            case FALSE -> to.packBoolean(false);
            case NULL -> to.packNil();
        }
    }

    private static void number(JsonNumber number, MessagePacker to) throws IOException {
        BigInteger whole = number.isIntegral() ? number.bigIntegerValue() : null;
        if (whole != null && isPackable(whole)) {
            to.packBigInteger(whole); // in the shortest form
        } else {
            to.packDouble(number.doubleValue());
        }
    }

    private static boolean isPackable(BigInteger whole) {
        return whole.bitLength() < Long.SIZE || (whole.bitLength() == Long.SIZE && whole.signum() > 0);
    }
}
