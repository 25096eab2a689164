package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Many packets in the body of one poll or POST. Immutable. */
public sealed interface PayloadCodec permits PayloadCodecV3, PayloadCodecV4 {

    /** The codec of a revision. */
    static PayloadCodec of(Revision revision) {
        return switch (revision) {
            case V3 -> new PayloadCodecV3();
            case V4 -> new PayloadCodecV4();
        };
    }

    /** The body of a poll. */
    sealed interface Payload {
        /** Sent as {@code text/plain; charset=UTF-8}. */
        record Text(String body) implements Payload {}

        /**
         * Sent as {@code application/octet-stream}.
         *
         * @param body read-only
         */
        record Binary(ByteBuffer body) implements Payload {
            public Binary {
                body = body.asReadOnlyBuffer();
            }

            /** A view of its own for each reader. */
            @Override
            public ByteBuffer body() {
                return body.duplicate();
            }
        }
    }

    /**
     * Writes packets in order.
     *
     * @param textOnly whether the client cannot take binary ({@code b64=1}); revision 4 always sends text
     */
    Payload encode(List<EnginePacket> packets, boolean textOnly);

    /**
     * Reads packets one after another.
     *
     * @throws MalformedPayloadException where it is no payload; the packets before have been handed over
     */
    void decode(String body, Consumer<EnginePacket> each);

    /**
     * Reads packets one after another.
     *
     * @throws MalformedPayloadException where it is no payload, or if this revision has no binary ones
     */
    void decode(ByteBuffer body, Consumer<EnginePacket> each);

    /**
     * All packets at once, which may take many times the room of the body.
     *
     * @throws MalformedPayloadException if it is no payload, or an empty one
     */
    default List<EnginePacket> decode(String body) {
        List<EnginePacket> packets = new ArrayList<>();
        decode(body, packets::add);
        return packets;
    }

    /** @throws MalformedPayloadException if it is no payload, or this revision has no binary ones */
    default List<EnginePacket> decode(ByteBuffer body) {
        List<EnginePacket> packets = new ArrayList<>();
        decode(body, packets::add);
        return packets;
    }
}
