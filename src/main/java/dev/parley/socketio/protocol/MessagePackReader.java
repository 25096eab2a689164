package dev.parley.socketio.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** Reads packets of clients with {@code socket.io-msgpack-parser}: each is one message with bytes. */
public final class MessagePackReader implements PacketReader {
    private static final byte JAVASCRIPT = 0; // notepack's extension: undefined or a date
    private static final double MAX_INTEGER = 1L << 53;

    // each unpacker has a buffer for strings that come in pieces: 16 kB unless told otherwise, and ours come whole
    private static final MessagePack.UnpackerConfig UNPACKER =
            new MessagePack.UnpackerConfig().withStringDecoderBufferSize(64);

    private final int maxAttachments;

    /** @param maxAttachments the most bytes values that one packet may have, 0 or more */
    public MessagePackReader(int maxAttachments) {
        this.maxAttachments = maxAttachments;
    }

    @Override
    public Optional<Packet> read(String text) {
        throw new MalformedPacketException("a packet must be MessagePack, was text");
    }

    @Override
    public Optional<Packet> read(ByteBuffer bytes) {
        byte[] packet = new byte[bytes.remaining()]; // the unpacker takes no read-only buffer
        bytes.duplicate().get(packet);
        try (MessageUnpacker unpacker = UNPACKER.newUnpacker(packet)) {
            JsonValue value = new Values(unpacker, packet.length).next(0);
            if (unpacker.hasNext() || !(value instanceof JsonObject object)) {
                throw malformed();
            }
            return Optional.of(packet(object));
        } catch (IOException | MessagePackException e) {
            throw malformed();
        }
    }

    private static Packet packet(JsonObject map) {
        String namespace = map.get("nsp") instanceof JsonString name ? name.getString() : null;
        if (namespace == null || !namespace.startsWith("/")) {
            throw new MalformedPacketException("nsp must be a namespace");
        }
        if (namespace.length() > MAX_NAMESPACE) {
            throw new MalformedPacketException("a namespace must have at most " + MAX_NAMESPACE + " characters");
        }
        PacketType type = type(map.get("type"));
        JsonValue data = map.getOrDefault("data", JsonValue.NULL);
        boolean hasData = data.getValueType() != JsonValue.ValueType.NULL;
        return switch (type) {
            case CONNECT -> {
                if (hasData && !(data instanceof JsonObject)) {
                    throw new MalformedPacketException("the payload of a CONNECT must be an object");
                }
                yield new Packet.Connect(namespace, hasData ? data.asJsonObject() : null);
            }
            case DISCONNECT -> {
                if (hasData) {
                    throw new MalformedPacketException("a DISCONNECT has no payload");
                }
                yield new Packet.Disconnect(namespace);
            }
            case EVENT -> event(namespace, id(map), data);
            case ACK -> {
                OptionalLong id = id(map);
                JsonArray answer = array(data, "an ACK");
                yield id.isEmpty()
                        ? new Packet.Nothing(namespace)
                        : new Packet.Ack(namespace, id.getAsLong(), ArgumentList.ofValues(answer));
            }
            case CONNECT_ERROR, BINARY_EVENT, BINARY_ACK -> throw new MalformedPacketException(
                    "a packet type must be 0..3, was " + type.number());
        };
    }

    private static PacketType type(JsonValue type) {
        if (type instanceof JsonNumber number && number.isIntegral() && number.doubleValue() >= 0 && number.doubleValue() <= 6) {
            return PacketType.of((char) ('0' + number.intValue()));
        }
        throw new MalformedPacketException("a packet type must be 0..3, was " + type);
    }

    private static OptionalLong id(JsonObject map) {
        JsonValue id = map.getOrDefault("id", JsonValue.NULL);
        if (id.getValueType() == JsonValue.ValueType.NULL) {
            return OptionalLong.empty();
        }
        if (id instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= 0
                && number.doubleValue() <= MAX_INTEGER) {
            return OptionalLong.of(number.longValue());
        }
        throw new MalformedPacketException("an acknowledgement's number must be a whole number, was " + id);
    }

    private static Packet event(String namespace, OptionalLong id, JsonValue data) {
        JsonArray array = array(data, "an EVENT");
        if (array.isEmpty()) {
            throw new MalformedPacketException("an EVENT starts with its name");
        }
        JsonValue first = array.get(0);
        String name;
        if (first instanceof JsonNumber number) {
            name = number.toString();
        } else if (first instanceof JsonString string && !(first instanceof Bytes)) {
            name = string.getString();
        } else {
            throw new MalformedPacketException("an EVENT starts with its name");
        }
        if (ReservedNames.contains(name)) {
            throw new MalformedPacketException("an EVENT must not have a reserved name, was '" + name + "'");
        }
        List<JsonValue> arguments = array.subList(1, array.size());
        return new Packet.Event(namespace, id, name, ArgumentList.ofValues(arguments));
    }

    private static JsonArray array(JsonValue data, String what) {
        if (data instanceof JsonArray array) {
            return array;
        }
        throw new MalformedPacketException("the payload of " + what + " must be an array");
    }

    private static MalformedPacketException malformed() {
        return new MalformedPacketException("a packet must be a MessagePack map");
    }

    /** The values of one packet. */
    private final class Values {
        private final MessageUnpacker from;
        private final int size;
        private int attachments;

        Values(MessageUnpacker from, int size) {
            this.from = from;
            this.size = size;
        }

        /** The next value; null for JavaScript's undefined. */
        JsonValue next(int depth) throws IOException {
            if (depth > JsonText.MAX_DEPTH) {
                throw new MalformedPacketException("a packet must be nested at most " + JsonText.MAX_DEPTH + " deep");
            }
            MessageFormat format = from.getNextFormat();
            return switch (format.getValueType()) {
                case NIL -> {
                    from.unpackNil();
                    yield JsonValue.NULL;
                }
                case BOOLEAN -> from.unpackBoolean() ? JsonValue.TRUE : JsonValue.FALSE;
                case INTEGER -> JsonText.of(
                        format == MessageFormat.UINT64 ? from.unpackBigInteger() : (Object) from.unpackLong());
                case FLOAT -> number(from.unpackDouble());
                case STRING -> JsonText.of(from.unpackString());
                case BINARY -> bytes();
                case ARRAY -> array(depth);
                case MAP -> map(depth);
                case EXTENSION -> extension();
            };
        }

        private JsonValue array(int depth) throws IOException {
            JsonArrayBuilder array = JsonText.array();
            for (int left = from.unpackArrayHeader(); left > 0; left--) {
                JsonValue item = next(depth + 1);
                array.add(item == null ? JsonValue.NULL : item);
            }
            return array.build();
        }

        private JsonValue map(int depth) throws IOException {
            JsonObjectBuilder object = JsonText.object();
            for (int left = from.unpackMapHeader(); left > 0; left--) {
                String name = from.unpackString();
                JsonValue member = next(depth + 1);
                if (member != null) {
                    object.add(name, member);
                }
            }
            return object.build();
        }

        private JsonValue bytes() throws IOException {
            if (++attachments > maxAttachments) {
                throw new MalformedPacketException("attachment count must be 0.." + maxAttachments + ", was more");
            }
            return new Bytes(ByteBuffer.wrap(from.readPayload(checked(from.unpackBinaryHeader()))));
        }

        private JsonValue extension() throws IOException {
            ExtensionTypeHeader header = from.unpackExtensionTypeHeader();
            if (header.isTimestampType()) {
                return timestamp(header);
            }
            byte[] data = from.readPayload(checked(header.getLength()));
            if (header.getType() == JAVASCRIPT && data.length == 1) {
                return null;
            } else if (header.getType() == JAVASCRIPT && data.length == Long.BYTES) {
                return date(Instant.ofEpochMilli(ByteBuffer.wrap(data).getLong()));
            }
            throw new MalformedPacketException("an extension must be undefined or a date, was " + header.getType());
        }

        private JsonValue timestamp(ExtensionTypeHeader header) throws IOException {
            try {
                return date(from.unpackTimestamp(header));
            } catch (DateTimeException | ArithmeticException beyond) { // what Java can count
                throw malformed();
            }
        }

        private static JsonValue date(Instant instant) {
            try {
                return JsonText.of(instant);
            } catch (IllegalArgumentException beyond) {
                throw new MalformedPacketException(beyond.getMessage());
            }
        }

        /** What a header claims must be there before room is made for it. */
        private int checked(int length) {
            if (length < 0 || length > remaining()) {
                throw malformed();
            }
            return length;
        }

        private long remaining() {
            return size - from.getTotalReadBytes();
        }

        /** As JavaScript would write it in JSON. */
        private static JsonValue number(double value) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return JsonValue.NULL;
            } else if (value == Math.rint(value) && Math.abs(value) < MAX_INTEGER) {
                return JsonText.of((long) value);
            }
            return JsonText.of(new BigDecimal(Double.toString(value)));
        }
    }
}
