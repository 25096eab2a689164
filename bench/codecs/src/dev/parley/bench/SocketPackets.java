package dev.parley.bench;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.MessagePackReader;
import dev.parley.socketio.protocol.MessagePackWriter;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.PacketReader;
import dev.parley.socketio.protocol.TextPacketReader;
import dev.parley.socketio.protocol.TextPacketWriter;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Events of Socket.IO: a text of 64 bytes, an object of 2 kB, or a text and two attachments of 1 kB. */
public class SocketPackets extends CodecBench {
    /** The argument of the event. */
    public enum Content {
        TEXT,
        JSON,
        ATTACHMENTS
    }

    @Param
    public Content content;

    private final PacketReader textReader = new TextPacketReader(10, 1_000_000);
    private final PacketReader messagePackReader = new MessagePackReader(10);
    private List<JsonValue> arguments;
    private String text;
    private List<ByteBuffer> attachments;
    private ByteBuffer messagePack;

    @Setup
    public void prepare() {
        arguments = switch (content) {
            case TEXT -> List.of(JsonText.of(Script.ASCII.text(64)));
            case JSON -> List.of(Json.object(2_048));
            case ATTACHMENTS -> List.of(
                    JsonText.of(Script.ASCII.text(64)), JsonText.of(new byte[1_024]), JsonText.of(new byte[1_024]));
        };
        text = writeText();
        attachments = packet().attachments();
        messagePack = writeMessagePack();
    }

    private Packet packet() {
        return new Packet.Event("/", OptionalLong.empty(), "say", ArgumentList.ofValues(arguments));
    }

    @Benchmark
    public String writeText() {
        return text(packet());
    }

    private static String text(Packet packet) {
        StringBuilder text = new StringBuilder(64);
        TextPacketWriter.write(packet, text);
        return text.toString();
    }

    /** As it is passed on. */
    @Benchmark
    public Packet readText() {
        Optional<Packet> packet = textReader.read(text);
        for (ByteBuffer attachment : attachments) {
            packet = textReader.read(attachment);
        }
        return packet.orElseThrow();
    }

    /** As a listener looks at it. */
    @Benchmark
    public List<JsonValue> readTextAsValues() {
        return ((Packet.Event) readText()).arguments().values();
    }

    /** From one client to others. */
    @Benchmark
    public String passTextOn() {
        return text(readText());
    }

    @Benchmark
    public ByteBuffer writeMessagePack() {
        return MessagePackWriter.write(packet());
    }

    @Benchmark
    public Packet readMessagePack() {
        return messagePackReader.read(messagePack).orElseThrow();
    }
}
