package dev.parley.bench;

import dev.parley.connection.Message;
import dev.parley.websocket.FrameReader;
import dev.parley.websocket.ProtocolViolation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/** WebSocket messages of text, each in one frame. */
public class TextFrames extends CodecBench {
    /** Bytes. */
    @Param({"64", "1024", "65536"})
    public int size;

    @Param
    public Script script;

    private String text;
    private byte[] frame;
    private FrameReader reader;

    @Setup
    public void prepare(Blackhole hole) {
        text = script.text(size);
        frame = ClientFrames.masked(write());
        reader = new FrameReader(new ClientFrames.TextSink(hole));
    }

    @Benchmark
    public byte[] write() {
        return Message.text(text).frame();
    }

    @Benchmark
    public void read() throws ProtocolViolation {
        ClientFrames.read(reader, frame);
    }
}
