package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.FrameCodec;
import dev.parley.engineio.protocol.Jsonp;
import dev.parley.engineio.protocol.MalformedPayloadException;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.protocol.Packet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client of Engine.IO sends is read, or refused with the one exception that says so; and what has been read can
 * be written and read again. {@link Fuzz} says how to repeat a failure.
 */
class EngineFuzzTest {
    private static final int VALID = 400;
    private static final List<EnginePacketType> TYPES = List.of(EnginePacketType.values());
    private static final PayloadCodec V3 = PayloadCodec.of(Revision.V3);
    private static final PayloadCodec V4 = PayloadCodec.of(Revision.V4);

    private static List<EnginePacket> batch(SplittableRandom random) {
        List<EnginePacket> batch = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            if (random.nextInt(3) == 0) {
                batch.add(EnginePacket.of(Mutations.any(random, TYPES), random.nextBoolean() ? "" : "probe"));
            } else {
                Packet packet = Mutations.any(random, Fuzz.PACKETS);
                batch.add(EnginePacket.message(Fuzz.text(packet)));
                packet.attachments().forEach(bytes -> batch.add(EnginePacket.message(bytes)));
            }
        }
        return batch;
    }

    private static List<PayloadCodec.Payload> payloads(PayloadCodec codec, boolean textOnly) {
        SplittableRandom random = new SplittableRandom(2);
        List<PayloadCodec.Payload> payloads = new ArrayList<>();
        for (int i = 0; i < VALID; i++) {
            payloads.add(codec.encode(batch(random), textOnly));
        }
        return payloads;
    }

    private static List<String> bodies(PayloadCodec codec) {
        return payloads(codec, true).stream()
                .map(payload -> ((PayloadCodec.Payload.Text) payload).body())
                .toList();
    }

    private static List<EnginePacket> decode(PayloadCodec codec, PayloadCodec.Payload payload) {
        return payload instanceof PayloadCodec.Payload.Binary binary
                ? codec.decode(binary.body())
                : codec.decode(((PayloadCodec.Payload.Text) payload).body());
    }

    private static void payload(PayloadCodec codec, String body) {
        List<EnginePacket> packets;
        try {
            packets = codec.decode(body);
        } catch (MalformedPayloadException refused) {
            return;
        }
        assertFalse(packets.isEmpty());
        assertEquals(packets, decode(codec, codec.encode(packets, true)));
        boolean isUnicode = body.equals(new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        if (isUnicode) { // what has come as UTF-8 always is
            assertEquals(packets, decode(codec, codec.encode(packets, false)));
        }
    }

    @Test
    void a_payload_of_revision_3_in_text_is_read_or_refused() {
        Fuzz.texts(200_000, bodies(V3), body -> payload(V3, body));
    }

    @Test
    void a_payload_of_revision_4_is_read_or_refused() {
        Fuzz.texts(120_000, bodies(V4), body -> payload(V4, body));
    }

    @Test
    void a_payload_of_revision_3_in_bytes_is_read_or_refused() {
        List<byte[]> valid = payloads(V3, false).stream()
                .filter(PayloadCodec.Payload.Binary.class::isInstance)
                .map(payload -> Fuzz.array(((PayloadCodec.Payload.Binary) payload).body()))
                .toList();
        Fuzz.bytes(140_000, valid, body -> {
            List<EnginePacket> packets;
            try {
                packets = V3.decode(ByteBuffer.wrap(body));
            } catch (MalformedPayloadException refused) {
                return;
            }
            assertFalse(packets.isEmpty());
            assertEquals(packets, decode(V3, V3.encode(packets, true)));
            assertEquals(packets, decode(V3, V3.encode(packets, false)));
        });
    }

    @Test
    void a_frame_of_either_revision_is_read_or_refused() {
        FrameCodec v3 = new FrameCodec(Revision.V3);
        FrameCodec v4 = new FrameCodec(Revision.V4);
        List<String> texts = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        SplittableRandom chance = new SplittableRandom(3);
        for (int i = 0; i < VALID; i++) {
            for (EnginePacket packet : batch(chance)) {
                texts.add(v3.encodeText(packet));
                texts.add(v4.encodeText(packet));
                if (packet instanceof EnginePacket.Binary binary) {
                    bytes.add(Fuzz.array(v3.encodeBinary(binary)));
                }
            }
        }
        Fuzz.<Object>inputs(
                180_000,
                random -> random.nextInt(4) == 0 ? Mutations.bytes(random, bytes) : Mutations.text(random, texts),
                input -> input instanceof byte[] frame ? HexFormat.of().formatHex(frame) : Fuzz.hex((String) input),
                input -> {
                    frame(v3, input);
                    frame(v4, input);
                });
    }

    private static void frame(FrameCodec codec, Object input) {
        EnginePacket packet;
        try {
            packet = input instanceof byte[] bytes ? codec.decode(ByteBuffer.wrap(bytes)) : codec.decode((String) input);
        } catch (MalformedPayloadException refused) {
            return;
        }
        assertEquals(packet, codec.decode(codec.encodeText(packet)));
        if (packet instanceof EnginePacket.Binary binary) {
            assertEquals(packet, codec.decode(codec.encodeBinary(binary)));
        }
    }

    @Test
    void a_form_of_a_client_with_jsonp_is_read_as_by_nodes_server() {
        Pattern lineFeed = Pattern.compile("(\\\\)?\\\\n");
        List<String> valid = bodies(V4).stream()
                .map(body -> body.replace("\\n", "\\\\n").replace("\u001e", "\\\\n\\n\\\\\\n"))
                .toList();
        Fuzz.texts(80_000, valid, field -> {
            String payload = lineFeed.matcher(field)
                    .replaceAll(found -> found.group(1) == null ? "\n" : "\\\\\\\\n")
                    .replace("\\\\n", "\\n");
            assertEquals(payload, Jsonp.payload(field));
        });
    }
}
