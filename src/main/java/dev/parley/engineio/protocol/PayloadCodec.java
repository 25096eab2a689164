package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;
import java.util.List;

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

    /** @throws MalformedPayloadException if it is no payload, or an empty one */
    List<EnginePacket> decode(String body);

    /** @throws MalformedPayloadException if it is no payload, or this revision has no binary ones */
    List<EnginePacket> decode(ByteBuffer body);
}
