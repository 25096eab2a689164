package dev.parley.engineio.protocol;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/** One packet in one WebSocket message, without length or separator. Immutable. */
public final class FrameCodec {
    private static final byte BINARY_MESSAGE = 4; // revision 3: the type as a number, not as a digit

    private final Revision revision;

    public FrameCodec(Revision revision) {
        this.revision = requireNonNull(revision, "revision");
    }

    /** A packet as a text message; bytes become base64, for clients that asked for it with {@code b64=1}. */
    public String encodeText(EnginePacket packet) {
        return packetText(revision, packet);
    }

    /** A message's bytes as a binary message. */
    public ByteBuffer encodeBinary(EnginePacket.Binary packet) {
        ByteBuffer bytes = packet.bytes();
        return switch (revision) {
            case V4 -> bytes;
            case V3 -> ByteBuffer.allocate(1 + bytes.remaining())
                    .put(BINARY_MESSAGE)
                    .put(bytes)
                    .flip();
        };
    }

    /** @throws MalformedPayloadException if it is no packet */
    public EnginePacket decode(String text) {
        return textPacket(revision, text);
    }

    /** @throws MalformedPayloadException if it is no message */
    public EnginePacket decode(ByteBuffer bytes) {
        return switch (revision) {
            case V4 -> EnginePacket.message(bytes);
            case V3 -> typed(bytes.duplicate());
        };
    }

    private static EnginePacket typed(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            throw new MalformedPayloadException("a packet must not be empty");
        }
        byte type = bytes.get();
        if (type != BINARY_MESSAGE) {
            throw new MalformedPayloadException("a binary packet must be a message (4), was " + type);
        }
        return EnginePacket.message(bytes.slice());
    }

    static String packetText(Revision revision, EnginePacket packet) {
        if (packet instanceof EnginePacket.Binary binary) {
            String prefix =
                    switch (revision) {
                        case V4 -> "b";
                        case V3 -> "b4";
                    };
            return prefix + Base64Text.encode(binary.bytes());
        }
        return ((EnginePacket.Text) packet).frame();
    }

    static EnginePacket textPacket(Revision revision, String text) {
        if (text.isEmpty()) {
            throw new MalformedPayloadException("a packet must not be empty");
        }
        if (text.charAt(0) != 'b') {
            return new EnginePacket.Text(text);
        }
        return switch (revision) {
            case V4 -> EnginePacket.message(Base64Text.decode(text.substring(1)));
            case V3 -> {
                if (text.length() < 2 || EnginePacketType.of(text.charAt(1)) != EnginePacketType.MESSAGE) {
                    throw new MalformedPayloadException("a binary packet must be a message (b4)");
                }
                yield EnginePacket.message(Base64Text.decode(text.substring(2)));
            }
        };
    }
}
