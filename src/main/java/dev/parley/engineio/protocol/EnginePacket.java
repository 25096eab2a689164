package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;

/** One Engine.IO packet, already free of transport concerns. Immutable. */
public sealed interface EnginePacket {

    EnginePacketType type();

    /** A message that carries text. */
    static Text message(String text) {
        return of(EnginePacketType.MESSAGE, text);
    }

    /** A message that carries bytes: those between position and limit, which nobody may change afterwards. */
    static Binary message(ByteBuffer bytes) {
        return new Binary(bytes);
    }

    /** A packet without data. */
    static Text of(EnginePacketType type) {
        return of(type, "");
    }

    /** A packet with data that is text. */
    static Text of(EnginePacketType type, String data) {
        return new Text(type.digit() + data);
    }

    /**
     * A packet of any type with text, kept as it travels, so that nothing is copied on the way through.
     *
     * @param frame the digit of the type and what follows it
     */
    record Text(String frame) implements EnginePacket {
        /** @throws MalformedPayloadException if it does not begin with the digit of a type */
        public Text {
            if (frame.isEmpty()) {
                throw new MalformedPayloadException("a packet must not be empty");
            }
            EnginePacketType.of(frame.charAt(0));
        }

        @Override
        public EnginePacketType type() {
            return EnginePacketType.of(frame.charAt(0));
        }

        /** What follows the digit; empty if nothing does. */
        public String data() {
            return frame.substring(1);
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
