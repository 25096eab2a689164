package dev.parley.socketio;

import dev.parley.socketio.protocol.Bytes;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.bind.serializer.JsonbSerializer;
import jakarta.json.bind.serializer.SerializationContext;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * How bytes inside of classes are written: as placeholders beside attachments, as Socket.IO has them. Clients without
 * attachments send them as base64.
 */
final class BytesBinding {
    private static final ThreadLocal<List<ByteBuffer>> ATTACHMENTS = new ThreadLocal<>();

    private BytesBinding() {}

    /** Reads or writes with attachments at hand. */
    static <T> T with(List<ByteBuffer> attachments, Supplier<T> action) {
        List<ByteBuffer> before = ATTACHMENTS.get();
        ATTACHMENTS.set(attachments);
        try {
            return action.get();
        } finally {
            if (before == null) {
                ATTACHMENTS.remove();
            } else {
                ATTACHMENTS.set(before);
            }
        }
    }

    private static void write(ByteBuffer bytes, JsonGenerator json) {
        List<ByteBuffer> attachments = ATTACHMENTS.get();
        json.writeStartObject();
        json.write("_placeholder", true);
        json.write("num", attachments.size());
        json.writeEnd();
        attachments.add(bytes);
    }

    /** @throws IllegalArgumentException if it is no base64 */
    static ByteBuffer bytes(JsonString text) {
        return text instanceof Bytes bytes
                ? bytes.buffer()
                : ByteBuffer.wrap(Base64.getDecoder().decode(text.getString())).asReadOnlyBuffer();
    }

    private static ByteBuffer read(JsonValue value) {
        List<ByteBuffer> attachments = ATTACHMENTS.get();
        if (value instanceof JsonString text) {
            return bytes(text);
        } else if (value instanceof JsonObject object
                && JsonValue.TRUE.equals(object.get("_placeholder"))
                && object.get("num") instanceof JsonNumber number
                && number.doubleValue() < attachments.size()) { // whole and not negative: checked when it came
            return attachments.get(number.intValue()).asReadOnlyBuffer();
        }
        throw new JsonbException("must be bytes, was " + value.getValueType());
    }

    static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** Writes {@code byte[]}. */
    static final class OfArray implements JsonbSerializer<byte[]> {
        @Override
        public void serialize(byte[] bytes, JsonGenerator json, SerializationContext context) {
            write(ByteBuffer.wrap(bytes.clone()), json);
        }
    }

    /** Writes {@code ByteBuffer}. */
    static final class OfBuffer implements JsonbSerializer<ByteBuffer> {
        @Override
        public void serialize(ByteBuffer bytes, JsonGenerator json, SerializationContext context) {
            write(ByteBuffer.wrap(copy(bytes)), json);
        }
    }

    /** Writes {@code Bytes}. */
    static final class OfBytes implements JsonbSerializer<Bytes> {
        @Override
        public void serialize(Bytes bytes, JsonGenerator json, SerializationContext context) {
            write(bytes.buffer(), json);
        }
    }

    /** Reads {@code byte[]}. */
    static final class ToArray implements JsonbDeserializer<byte[]> {
        @Override
        public byte[] deserialize(JsonParser json, DeserializationContext context, Type type) {
            return copy(read(json.getValue()));
        }
    }

    /** Reads {@code ByteBuffer}. */
    static final class ToBuffer implements JsonbDeserializer<ByteBuffer> {
        @Override
        public ByteBuffer deserialize(JsonParser json, DeserializationContext context, Type type) {
            return read(json.getValue());
        }
    }
}
