package dev.parley.bench;

import dev.parley.connection.Message;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.Emissions;
import dev.parley.wire.Frame;
import dev.parley.wire.GenericVocabulary;
import dev.parley.wire.Inbound;
import dev.parley.wire.NativeWire;
import dev.parley.wire.Vocabulary;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Events of clients without Socket.IO, as JSON objects: with a text of 64 bytes, or with 2 kB. */
public class NativeMessages extends CodecBench {
    /** What the event carries. */
    public enum Content {
        TEXT,
        JSON
    }

    @Param
    public Content content;

    private final Vocabulary vocabulary = new GenericVocabulary();
    private final NativeWire wire = new NativeWire(vocabulary);
    private Arguments arguments;
    private String text;

    @Setup
    public void prepare() {
        arguments = Arguments.ofValues(
                switch (content) {
                    case TEXT -> Map.of("text", Script.ASCII.text(64));
                    case JSON -> Json.object(2_048);
                });
        text = ((Message.Text) write().get(0)).text();
    }

    @Benchmark
    public List<Message> write() {
        return wire.encode(Emissions.of("say", arguments));
    }

    @Benchmark
    public Inbound read() {
        JsonObject object = ((Frame.Whole) Frame.of(text)).object();
        return vocabulary.read(object);
    }
}
