package dev.parley.engineio.protocol;

import static dev.parley.engineio.protocol.EnginePacketType.CLOSE;
import static dev.parley.engineio.protocol.EnginePacketType.MESSAGE;
import static dev.parley.engineio.protocol.EnginePacketType.NOOP;
import static dev.parley.engineio.protocol.EnginePacketType.PING;
import static dev.parley.engineio.protocol.EnginePacketType.PONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCodecTest {
    private static final PayloadCodec V3 = PayloadCodec.of(Revision.V3);
    private static final PayloadCodec V4 = PayloadCodec.of(Revision.V4);

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static EnginePacket binary(String hex) {
        return EnginePacket.message(bytes(hex));
    }

    private static String text(PayloadCodec.Payload payload) {
        return assertInstanceOf(PayloadCodec.Payload.Text.class, payload).body();
    }

    // one packet in one message

    @ParameterizedTest
    @CsvSource({"4hello, MESSAGE, hello", "4, MESSAGE, ''", "2probe, PING, probe", "3, PONG, ''", "5, UPGRADE, ''", "6, NOOP, ''", "1, CLOSE, ''"})
    void a_text_frame_is_a_digit_and_data_in_both_revisions(String frame, EnginePacketType type, String data) {
        for (Revision revision : Revision.values()) {
            FrameCodec codec = new FrameCodec(revision);
            EnginePacket packet = EnginePacket.of(type, data);
            assertEquals(packet, codec.decode(frame));
            assertEquals(frame, codec.encodeText(packet));
        }
    }

    @ParameterizedTest
    @CsvSource({"V4, 010203, bAQID", "V3, 04010203, b4AQID"})
    void binary_travels_in_four_forms(Revision revision, String frame, String base64) {
        FrameCodec codec = new FrameCodec(revision);
        EnginePacket.Binary packet = EnginePacket.message(bytes("010203"));
        assertEquals(frame, hex(codec.encodeBinary(packet)));
        assertEquals(packet, codec.decode(bytes(frame)));
        assertEquals(base64, codec.encodeText(packet));
        assertEquals(packet, codec.decode(base64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "abc", "-1", "b!"})
    void what_is_no_packet_is_malformed(String frame) {
        for (Revision revision : Revision.values()) {
            assertThrows(MalformedPayloadException.class, () -> new FrameCodec(revision).decode(frame));
        }
    }

    @Test
    void revision_3_refuses_binary_that_is_no_message() {
        FrameCodec codec = new FrameCodec(Revision.V3);
        assertThrows(MalformedPayloadException.class, () -> codec.decode(bytes("")));
        assertThrows(MalformedPayloadException.class, () -> codec.decode(bytes("0201")));
        assertThrows(MalformedPayloadException.class, () -> codec.decode("b"));
        assertThrows(MalformedPayloadException.class, () -> codec.decode("b2AQID"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
    void base64_may_begin_with_any_digit(String digit) {
        String base64 = digit + "QID";
        EnginePacket packet = new FrameCodec(Revision.V3).decode("b4" + base64);
        assertEquals("b4" + base64, new FrameCodec(Revision.V3).encodeText(packet));
        EnginePacket other = new FrameCodec(Revision.V4).decode("b" + base64);
        assertEquals("b" + base64, new FrameCodec(Revision.V4).encodeText(other));
    }

    @ParameterizedTest
    @CsvSource({"V4, b", "V3, b4"})
    void base64_may_have_line_breaks(Revision revision, String prefix) {
        FrameCodec codec = new FrameCodec(revision);
        EnginePacket packet = EnginePacket.message(bytes("010203"));
        assertEquals(packet, codec.decode(prefix + "AQID\n"));
        assertEquals(packet, codec.decode(prefix + "AQ\r\nID\r\n"));
        assertEquals(EnginePacket.message(bytes("")), codec.decode(prefix + "\n"));
    }

    // payloads of revision 4

    @Test
    void revision_4_separates_packets() {
        List<EnginePacket> packets =
                List.of(EnginePacket.message("[\"é😀\"]"), binary("010203"), EnginePacket.of(PING), binary("04"));
        String body = "4[\"é😀\"]\u001ebAQID\u001e2\u001ebBA==";
        assertEquals(body, text(V4.encode(packets, false)));
        assertEquals(packets, V4.decode(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u001e", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "abc"})
    void revision_4_refuses_empty_and_unknown_packets(String body) {
        assertThrows(MalformedPayloadException.class, () -> V4.decode(body));
    }

    @Test
    void revision_4_has_no_binary_payload() {
        assertThrows(MalformedPayloadException.class, () -> V4.decode(bytes("00")));
    }

    // payloads of revision 3

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[\"echo\",\"hé\"] | 14", "[\"echo\",\"😀\"] | 14", "[\"世界\"] | 7"})
    void revision_3_counts_utf16_code_units(String data, int length) {
        String body = length + ":4" + data;
        assertEquals(body, text(V3.encode(List.of(EnginePacket.message(data)), false)));
        assertEquals(List.of(EnginePacket.message(data)), V3.decode(body));
    }

    @Test
    void revision_3_writes_text_when_nothing_is_binary_or_the_client_takes_none() {
        assertEquals("1:3", text(V3.encode(List.of(EnginePacket.of(PONG)), false)));
        assertEquals("1:61:1", text(V3.encode(List.of(EnginePacket.of(NOOP), EnginePacket.of(CLOSE)), false)));
        assertEquals("0:", text(V3.encode(List.of(), false)));
        List<EnginePacket> mixed = List.of(EnginePacket.message("x"), binary("010203"), binary("04"));
        assertEquals("2:4x6:b4AQID6:b4BA==", text(V3.encode(mixed, true)));
        assertEquals(mixed, V3.decode("2:4x6:b4AQID6:b4BA=="));
    }

    @Test
    void revision_3_writes_bytes_when_something_is_binary() {
        List<EnginePacket> packets = List.of(EnginePacket.message("hello"), binary("01020304"));
        PayloadCodec.Payload.Binary payload =
                assertInstanceOf(PayloadCodec.Payload.Binary.class, V3.encode(packets, false));
        assertEquals("0006ff3468656c6c6f" + "0105ff0401020304", hex(payload.body()));
        assertEquals(packets, V3.decode(payload.body()));
    }

    @Test
    void text_inside_a_binary_payload_is_utf8_and_counted_in_bytes() {
        List<EnginePacket> packets = List.of(EnginePacket.message("é😀"), binary("00"));
        PayloadCodec.Payload.Binary payload =
                assertInstanceOf(PayloadCodec.Payload.Binary.class, V3.encode(packets, false));
        assertEquals("0007ff34c3a9f09f9880" + "0102ff0400", hex(payload.body()));
        assertEquals(packets, V3.decode(payload.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "4", "x:4a", "-1:4a", "3:4a", "1:", "0:", "2:4a1", "2:4a:", "99999999999:4a", "4294967298:4a", "2:7a", "1.0:4"})
    void revision_3_refuses_text_with_wrong_lengths(String body) {
        assertThrows(MalformedPayloadException.class, () -> V3.decode(body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0001", "00ff", "0002ff34", "000aff34", "0201ff34", "0001ff37", "0101ff02", "000909090909090909090909ff34", "0003ff34c328"})
    void revision_3_refuses_malformed_bytes(String body) {
        assertThrows(MalformedPayloadException.class, () -> V3.decode(bytes(body)));
    }

    @ParameterizedTest
    @EnumSource(Revision.class)
    void any_input_is_read_or_refused_and_in_time(Revision revision) {
        PayloadCodec codec = PayloadCodec.of(revision);
        Random random = new Random(7);
        String alphabet = "0123456789:b4\u001eAQ=é😀x";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 50_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(24); length > 0; length--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                byte[] bytes = new byte[random.nextInt(24)];
                random.nextBytes(bytes);
                if (bytes.length > 3) {
                    bytes[0] = (byte) (bytes[0] & 1);
                    bytes[1] = (byte) random.nextInt(10);
                    bytes[2] = (byte) 0xFF;
                }
                readOrRefuse(() -> codec.decode(text.toString()));
                readOrRefuse(() -> codec.decode(ByteBuffer.wrap(bytes)));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Revision.class)
    void packets_survive_the_round_trip(Revision revision) {
        PayloadCodec codec = PayloadCodec.of(revision);
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            List<EnginePacket> packets = random.ints(1 + random.nextInt(5), 0, 3)
                    .<EnginePacket>mapToObj(kind -> switch (kind) {
                        case 0 -> EnginePacket.message(randomText(random));
                        case 1 -> EnginePacket.of(PING);
                        default -> EnginePacket.message(
                                ByteBuffer.wrap(randomText(random).getBytes(StandardCharsets.UTF_8)));
                    })
                    .toList();
            for (boolean textOnly : new boolean[] {false, true}) {
                PayloadCodec.Payload payload = codec.encode(packets, textOnly);
                assertEquals(
                        packets,
                        payload instanceof PayloadCodec.Payload.Binary binary
                                ? codec.decode(binary.body())
                                : codec.decode(text(payload)));
            }
        }
    }

    // the rest

    @Test
    void a_revision_is_3_or_4_and_nothing_else() {
        assertEquals(Optional.of(Revision.V4), Revision.of("4"));
        assertEquals(Optional.of(Revision.V3), Revision.of("3"));
        for (String other : new String[] {null, "", "5", "abc", "04", "4 "}) {
            assertEquals(Optional.empty(), Revision.of(other));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UNKNOWN_TRANSPORT            | 400 | {\"code\":0,\"message\":\"Transport unknown\"}",
        "UNKNOWN_SID                  | 400 | {\"code\":1,\"message\":\"Session ID unknown\"}",
        "BAD_HANDSHAKE_METHOD         | 400 | {\"code\":2,\"message\":\"Bad handshake method\"}",
        "BAD_REQUEST                  | 400 | {\"code\":3,\"message\":\"Bad request\"}",
        "FORBIDDEN                    | 403 | {\"code\":4,\"message\":\"Forbidden\"}",
        "UNSUPPORTED_PROTOCOL_VERSION | 400 | {\"code\":5,\"message\":\"Unsupported protocol version\"}",
    })
    void errors_are_those_of_nodes_server(EngineError error, int status, String json) {
        assertEquals(status, error.status());
        assertEquals(json, error.json());
    }

    @Test
    void bytes_are_not_consumed_by_looking_at_them() {
        EnginePacket.Binary packet = EnginePacket.message(bytes("0102"));
        assertEquals(2, packet.bytes().remaining());
        packet.bytes().get();
        assertEquals(2, packet.bytes().remaining());
        assertEquals(MESSAGE, packet.type());
    }

    private static String randomText(Random random) {
        String alphabet = "a:4\"é世😀\u0000";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
            text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
        }
        return text.toString();
    }

    private static void readOrRefuse(Runnable decoding) {
        try {
            decoding.run();
        } catch (MalformedPayloadException expected) {
            // the only answer besides packets
        }
    }
}
