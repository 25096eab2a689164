package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.MalformedPacketException;
import dev.parley.socketio.protocol.MessagePackReader;
import dev.parley.socketio.protocol.MessagePackWriter;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.Shown;
import dev.parley.socketio.protocol.TextPacketReader;
import dev.parley.wire.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client of Socket.IO, or a native one, sends is read, or refused in the one way there is; and what has been
 * read can be looked at, written, and read again. {@link Fuzz} says how to repeat a failure.
 */
class PacketFuzzTest {
    private static final int MAX_ATTACHMENTS = 10;
    private static final Set<String> REFUSALS = Set.of("BAD_JSON", "NOT_AN_OBJECT");

    /** What is done with a packet once it is read. */
    private enum Journey {
        AS_IT_CAME,
        REWRITTEN,
        IN_MESSAGEPACK
    }

    /** A packet's text, what follows it, and whether text follows that. */
    private record Conversation(String text, List<ByteBuffer> attachments, boolean endsWithText, Journey journey) {
        String hex() {
            return Fuzz.hex(text) + " with " + attachments.stream().map(Shown::hex).toList() + " " + journey;
        }
    }

    @Test
    void a_packet_in_text_with_attachments_is_read_or_refused() {
        List<String> texts = Fuzz.PACKETS.stream().map(Fuzz::text).toList();
        Fuzz.inputs(120_000, random -> conversation(random, texts), Conversation::hex, PacketFuzzTest::converse);
    }

    private static Conversation conversation(SplittableRandom random, List<String> texts) {
        String text = Mutations.text(random, texts);
        boolean isBinary = text.length() > 1 && (text.charAt(0) == '5' || text.charAt(0) == '6');
        int announced = isBinary ? Character.digit(text.charAt(1), 10) : 0;
        List<ByteBuffer> attachments = new ArrayList<>();
        for (int left = announced + (random.nextInt(8) == 0 ? random.nextInt(-1, 2) : 0); left > 0; left--) {
            byte[] attachment = new byte[random.nextInt(8)];
            random.nextBytes(attachment);
            attachments.add(ByteBuffer.wrap(attachment));
        }
        Journey journey = Mutations.any(random, List.of(Journey.values()));
        return new Conversation(text, attachments, random.nextInt(4) == 0, journey);
    }

    private static void converse(Conversation sent) {
        TextPacketReader reader = new TextPacketReader(MAX_ATTACHMENTS, Integer.MAX_VALUE);
        List<Packet> packets = new ArrayList<>();
        try {
            reader.read(sent.text()).ifPresent(packets::add);
            for (ByteBuffer attachment : sent.attachments()) {
                reader.read(attachment).ifPresent(packets::add);
            }
            if (sent.endsWithText()) {
                reader.read("2[\"end\"]").ifPresent(packets::add);
            }
        } catch (MalformedPacketException refused) {
            // the only answer besides packets
        }
        packets.removeIf(Packet.Nothing.class::isInstance); // which nobody writes
        for (Packet packet : packets) {
            String shown = Shown.packet(packet); // which parses what has only been looked over
            switch (sent.journey()) {
                case AS_IT_CAME -> {
                    JsonText.parse("[" + arguments(packet).written().json() + "]");
                    assertEquals(shown, Shown.packet(again(packet)));
                }
                case REWRITTEN -> rewrite(packet, shown);
                case IN_MESSAGEPACK -> pack(packet);
            }
        }
    }

    private static Packet again(Packet packet) {
        TextPacketReader reader = new TextPacketReader(MAX_ATTACHMENTS, Integer.MAX_VALUE);
        Optional<Packet> read = reader.read(Fuzz.text(packet));
        for (ByteBuffer attachment : packet.attachments()) {
            assertEquals(Optional.empty(), read);
            read = reader.read(attachment);
        }
        return read.orElseThrow();
    }

    private static void rewrite(Packet packet, String shown) {
        Packet rewritten = with(packet, ArgumentList.ofValues(arguments(packet).values()));
        try {
            assertEquals(shown, Shown.packet(again(rewritten)));
        } catch (MalformedPacketException refused) {
            // written anew, a number may be just longer than it was
            assertTrue(refused.getMessage().startsWith("a number"), refused.getMessage());
        }
    }

    private static void pack(Packet packet) {
        ByteBuffer packed = MessagePackWriter.write(packet);
        try {
            assertTrue(new MessagePackReader(MAX_ATTACHMENTS).read(packed).isPresent());
        } catch (MalformedPacketException refused) {
            // there is one level more around
            assertTrue(refused.getMessage().startsWith("a packet must be nested"), refused.getMessage());
        }
    }

    private static ArgumentList arguments(Packet packet) {
        if (packet instanceof Packet.Event event) {
            return event.arguments();
        }
        return packet instanceof Packet.Ack ack ? ack.arguments() : ArgumentList.EMPTY;
    }

    private static Packet with(Packet packet, ArgumentList arguments) {
        if (packet instanceof Packet.Event event) {
            return new Packet.Event(event.namespace(), event.ackId(), event.event(), arguments);
        }
        return packet instanceof Packet.Ack ack ? new Packet.Ack(ack.namespace(), ack.ackId(), arguments) : packet;
    }

    @Test
    void a_packet_in_messagepack_is_read_or_refused() {
        List<byte[]> valid = Fuzz.PACKETS.stream()
                .map(packet -> Fuzz.array(MessagePackWriter.write(packet)))
                .toList();
        MessagePackReader reader = new MessagePackReader(MAX_ATTACHMENTS);
        Fuzz.bytes(70_000, valid, bytes -> {
            Optional<Packet> packet;
            try {
                packet = reader.read(ByteBuffer.wrap(bytes));
            } catch (MalformedPacketException refused) {
                return;
            }
            packet.filter(read -> !(read instanceof Packet.Nothing)).ifPresent(read -> {
                Packet again = reader.read(MessagePackWriter.write(read)).orElseThrow();
                assertEquals(Shown.packet(read), Shown.packet(again));
                assertEquals(Fuzz.text(read), Fuzz.text(again));
            });
        });
    }

    @Test
    void a_frame_of_a_native_client_is_an_object_or_a_refusal() {
        List<String> valid = new ArrayList<>(List.of("{\"type\":\"say\",\"text\":\"hi\",\"ack\":1}", "{}", "[]"));
        for (Packet packet : Fuzz.PACKETS) {
            valid.add("{\"type\":\"say\",\"args\":" + JsonText.of(arguments(packet).values()) + "}");
        }
        Fuzz.texts(110_000, valid, text -> {
            if (Frame.of(text) instanceof Frame.Whole whole) {
                Frame again = Frame.of(JsonText.write(whole.object()));
                if (again instanceof Frame.Broken broken) {
                    // written anew, a number may be just longer than it was
                    assertTrue(broken.refusal().getMessage().startsWith("a number"));
                } else {
                    assertEquals(whole, again);
                }
            } else {
                Frame.Broken broken = assertInstanceOf(Frame.Broken.class, Frame.of(text));
                assertTrue(REFUSALS.contains(broken.refusal().code()));
            }
        });
    }
}
