package dev.parley.engineio;

import dev.parley.connection.Message;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.FrameCodec;
import dev.parley.engineio.protocol.Revision;

/**
 * Packets as WebSocket messages, which is also how they wait to be sent: what is written once for a revision serves every
 * session of that revision, whatever carries it. Immutable.
 */
public final class Frames {
    private static final Frames V3 = new Frames(Revision.V3);
    private static final Frames V4 = new Frames(Revision.V4);

    private final FrameCodec codec;

    private Frames(Revision revision) {
        this.codec = new FrameCodec(revision);
    }

    public static Frames of(Revision revision) {
        return switch (revision) {
            case V3 -> V3;
            case V4 -> V4;
        };
    }

    public Message encode(EnginePacket packet) {
        return packet instanceof EnginePacket.Binary binary
                ? Message.binary(codec.encodeBinary(binary))
                : Message.text(codec.encodeText(packet));
    }

    /** For a client that can take no binary. */
    Message textOnly(Message frame) {
        return frame instanceof Message.Binary ? Message.text(codec.encodeText(decode(frame))) : frame;
    }

    /** @throws dev.parley.engineio.protocol.MalformedPayloadException if it is no packet */
    EnginePacket decode(Message frame) {
        return frame instanceof Message.Binary binary
                ? codec.decode(binary.bytes())
                : codec.decode(((Message.Text) frame).text());
    }
}
