package dev.parley.bench;

import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Bodies of polls and POSTs: messages of 64 bytes. */
public class EnginePayloads extends CodecBench {
    @Param
    public Revision revision;

    @Param({"1", "50"})
    public int packets;

    @Param({"false", "true"})
    public boolean isBinary;

    private PayloadCodec codec;
    private List<EnginePacket> decoded;
    private PayloadCodec.Payload encoded;

    @Setup
    public void prepare() {
        codec = PayloadCodec.of(revision);
        EnginePacket packet = isBinary
                ? EnginePacket.message(ByteBuffer.wrap(Script.ASCII.bytes(64)))
                : EnginePacket.message(Script.ASCII.text(64));
        decoded = Collections.nCopies(packets, packet);
        encoded = codec.encode(decoded, false);
    }

    @Benchmark
    public PayloadCodec.Payload write() {
        return codec.encode(decoded, false);
    }

    @Benchmark
    public List<EnginePacket> read() {
        return encoded instanceof PayloadCodec.Payload.Text text
                ? codec.decode(text.body())
                : codec.decode(((PayloadCodec.Payload.Binary) encoded).body());
    }
}
