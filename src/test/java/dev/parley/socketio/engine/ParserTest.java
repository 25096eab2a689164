package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.Message;
import dev.parley.engineio.Frames;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.FrameCodec;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import dev.parley.protocol.RandomPackets;
import dev.parley.socketio.AttachmentOptions;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.PacketReader;
import dev.parley.socketio.protocol.Shown;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    private static final int MAX_ATTACHMENTS = 10;
    private static final int PACKETS = 3_000;

    private static Packet read(PacketReader reader, List<EnginePacket> packets) {
        Optional<Packet> read = Optional.empty();
        for (EnginePacket packet : packets) {
            assertEquals(Optional.empty(), read);
            read = packet instanceof EnginePacket.Binary binary
                    ? reader.read(binary.bytes())
                    : reader.read(((EnginePacket.Text) packet).data());
        }
        return read.orElseThrow();
    }

    private static EnginePacket decode(Message frame, FrameCodec codec) {
        return frame instanceof Message.Binary binary
                ? codec.decode(binary.bytes())
                : codec.decode(((Message.Text) frame).text());
    }

    private static List<EnginePacket> polled(List<EnginePacket> packets, PayloadCodec codec, boolean textOnly) {
        PayloadCodec.Payload payload = codec.encode(packets, textOnly);
        return payload instanceof PayloadCodec.Payload.Binary binary
                ? codec.decode(binary.body())
                : codec.decode(((PayloadCodec.Payload.Text) payload).body());
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT, V3", "DEFAULT, V4", "MESSAGEPACK, V3", "MESSAGEPACK, V4"})
    void every_packet_survives_every_way_of_travelling(Parser parser, Revision revision) {
        RandomPackets packets = new RandomPackets(new SplittableRandom(2_026));
        FrameCodec frames = new FrameCodec(revision);
        PayloadCodec payloads = PayloadCodec.of(revision);
        PacketReader reader = parser.reader(AttachmentOptions.defaults()); // one for all: nothing of a packet is left behind
        for (int i = 0; i < PACKETS; i++) {
            Packet packet = packets.next(MAX_ATTACHMENTS);
            String expected = Shown.packet(packet);
            List<EnginePacket> sent = parser.write(packet, Frames.of(revision)).stream()
                    .map(frame -> decode(frame, frames))
                    .toList();
            assertEquals(expected, Shown.packet(read(reader, sent)));
            List<EnginePacket> base64 =
                    sent.stream().map(frames::encodeText).map(frames::decode).toList();
            assertEquals(expected, Shown.packet(read(reader, base64)));
            assertEquals(expected, Shown.packet(read(reader, polled(sent, payloads, false))));
            assertEquals(expected, Shown.packet(read(reader, polled(sent, payloads, true))));
        }
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT, MESSAGEPACK", "MESSAGEPACK, DEFAULT"})
    void a_packet_passes_from_clients_of_one_parser_to_those_of_the_other(Parser from, Parser to) {
        RandomPackets packets = new RandomPackets(new SplittableRandom(2_027));
        FrameCodec frames = new FrameCodec(Revision.V4);
        for (int i = 0; i < PACKETS; i++) {
            Packet packet = packets.next(MAX_ATTACHMENTS);
            Packet passed = packet;
            for (Parser parser : List.of(from, to)) {
                List<EnginePacket> sent = parser.write(passed, Frames.of(Revision.V4)).stream()
                        .map(frame -> decode(frame, frames))
                        .toList();
                passed = read(parser.reader(AttachmentOptions.defaults()), sent);
            }
            assertEquals(Shown.packet(packet), Shown.packet(passed));
        }
    }

    @Test
    void a_broadcast_re_uses_the_text_of_the_one_who_sent_it() {
        Packet packet = Parser.DEFAULT.reader(AttachmentOptions.defaults()).read("2[\"say\", 1.0 ,{\"a\" : 1e2}]").orElseThrow();
        assertEquals(
                List.of(Message.text("42[\"say\", 1.0 ,{\"a\" : 1e2}]")), Parser.DEFAULT.write(packet, Frames.of(Revision.V4)));
    }
}
