package dev.parley.engineio.protocol;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/** One Engine.IO packet, already free of transport concerns. Immutable. */
public sealed interface EnginePacket {

    EnginePacketType type();

    /** A message that carries text. */
    static Text message(String text) {
        return new Text(EnginePacketType.MESSAGE, text);
    }

    /** A message that carries bytes: those between position and limit, which nobody may change afterwards. */
    static Binary message(ByteBuffer bytes) {
        return new Binary(bytes);
    }

    /** A packet without data. */
    static Text of(EnginePacketType type) {
        return new Text(type, "");
    }

    /**
     * A packet of any type with text.
     *
     * @param data what follows the digit; empty if nothing does
     */
    record Text(EnginePacketType type, String data) implements EnginePacket {
        public Text {
            requireNonNull(type, "type");
            requireNonNull(data, "data");
        }
    }

    /**
     * A message with bytes; no other type has any.
     *
     * @param bytes the payload, read-only
     */
    record Binary(ByteBuffer bytes) implements EnginePacket {
        public Binary {
            bytes = bytes.asReadOnlyBuffer();
        }

        /** A view of its own for each reader, because a buffer's position is state. */
        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        @Override
        public EnginePacketType type() {
            return EnginePacketType.MESSAGE;
        }
    }
}
