package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Packets with the record separator (0x1E) between them; bytes as {@code b} and base64. */
final class PayloadCodecV4 implements PayloadCodec {
    private static final char SEPARATOR = 0x1E;

    @Override
    public Payload encode(List<EnginePacket> packets, boolean textOnly) {
        StringBuilder body = new StringBuilder();
        for (EnginePacket packet : packets) {
            if (body.length() > 0) {
                body.append(SEPARATOR);
            }
            body.append(FrameCodec.packetText(Revision.V4, packet));
        }
        return new Payload.Text(body.toString());
    }

    @Override
    public void decode(String body, Consumer<EnginePacket> each) {
        int start = 0;
        for (int end = body.indexOf(SEPARATOR); end >= 0; end = body.indexOf(SEPARATOR, start)) {
            each.accept(FrameCodec.textPacket(Revision.V4, body.substring(start, end)));
            start = end + 1;
        }
        each.accept(FrameCodec.textPacket(Revision.V4, body.substring(start)));
    }

    @Override
    public void decode(ByteBuffer body, Consumer<EnginePacket> each) {
        throw new MalformedPayloadException("a payload of revision 4 must be text");
    }
}
