package dev.parley.bench;

import dev.parley.connection.Message;
import dev.parley.websocket.Compression;
import dev.parley.websocket.DeflateAgreement;
import dev.parley.websocket.DeflateOptions;
import dev.parley.websocket.FrameReader;
import dev.parley.websocket.PerMessageDeflate;
import dev.parley.websocket.ProtocolViolation;
import dev.parley.websocket.ServerFrames;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Messages of 1 kB of JSON, each another, compressed (RFC 7692). Without the memory that zlib has beside the heap. */
public class Deflation extends CodecBench {
    private static final int MESSAGES = 64; // twice what fits into the window, so none is there when it comes again

    @Param({"MESSAGE", "CONTEXT"})
    public Compression compression;

    private final byte[][] frames = new byte[MESSAGES][];
    private final byte[][] compressed = new byte[MESSAGES][];
    private PerMessageDeflate deflate;
    private FrameReader reader;
    private int turn;

    @Setup
    public void prepare(Blackhole hole) {
        boolean takesOver = compression == Compression.CONTEXT;
        DeflateAgreement agreement = new DeflateAgreement(takesOver, takesOver, false);
        deflate = new PerMessageDeflate(agreement, new DeflateOptions(compression, 1));
        reader = new FrameReader(new ClientFrames.TextSink(hole), deflate);
        Random random = new Random(1);
        for (int i = 0; i < MESSAGES; i++) {
            frames[i] = Message.text(Json.text(random, 1_024)).frame();
            compressed[i] = ClientFrames.masked(compressed(frames[i]));
        }
    }

    private byte[] compressed(byte[] frame) {
        return deflate.isApart() ? deflate.next(frame) : ServerFrames.compressed(frame);
    }

    @Benchmark
    public byte[] write() {
        return compressed(frames[turn()]);
    }

    @Benchmark
    public void read() throws ProtocolViolation {
        ClientFrames.read(reader, compressed[turn()]);
    }

    private int turn() {
        int now = turn;
        turn = (now + 1) % MESSAGES;
        return now;
    }

    @TearDown
    public void end() {
        deflate.end();
    }
}
