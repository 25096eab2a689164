package dev.parley.engineio.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

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
    public List<EnginePacket> decode(String body) {
        List<EnginePacket> packets = new ArrayList<>();
        int start = 0;
        for (int end = body.indexOf(SEPARATOR); end >= 0; end = body.indexOf(SEPARATOR, start)) {
            packets.add(FrameCodec.textPacket(Revision.V4, body.substring(start, end)));
            start = end + 1;
        }
        packets.add(FrameCodec.textPacket(Revision.V4, body.substring(start)));
        return packets;
    }

    @Override
    public List<EnginePacket> decode(ByteBuffer body) {
        throw new MalformedPayloadException("a payload of revision 4 must be text");
    }
}
