package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MessagePackReader and MessagePackWriter. */
class MessagePackTest {
    /** An event named {@code a} with one argument, which must follow. */
    private static final String EVENT = "83a47479706502a36e7370a12fa46461746192a161";

    private final MessagePackReader reader = new MessagePackReader(10);

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private Packet packet(String hex) {
        return reader.read(bytes(hex)).orElseThrow();
    }

    private String refusal(String hex) {
        return assertThrows(MalformedPacketException.class, () -> reader.read(bytes(hex)))
                .getMessage();
    }

    private static String written(Packet packet) {
        return Shown.hex(MessagePackWriter.write(packet));
    }

    private static Packet event(Object... values) {
        return new Packet.Event("/", OptionalLong.empty(), "a", arguments(values));
    }

    private static ArgumentList arguments(Object... values) {
        return ArgumentList.ofValues(Arrays.stream(values).map(JsonText::of).toList());
    }

    // reading

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/messagepack-read.csv", delimiter = '|')
    void a_packet_is_read(String hex, String packet) {
        assertEquals(packet, Shown.packet(packet(hex)));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/messagepack-refused.csv", delimiter = '|')
    void what_closes_a_session_is_refused_with_a_reason(String hex, String reason) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(reason, refusal(hex)));
    }

    @Test
    void every_cut_of_a_packet_is_refused() {
        String whole = "84a47479706502a36e7370a12fa46461746193a46563686fc402010281a161cb3ff8000000000000a26964cd0105";
        packet(whole);
        for (int end = 0; end < whole.length(); end += 2) {
            assertEquals("a packet must be a MessagePack map", refusal(whole.substring(0, end)));
        }
    }

    @Test
    void every_cut_of_a_long_string_is_refused() {
        String whole = Shown.hex(MessagePackWriter.write(event("aé€😀".repeat(30))));
        packet(whole);
        for (int end = EVENT.length(); end < whole.length(); end += 2) {
            assertEquals("a packet must be a MessagePack map", refusal(whole.substring(0, end)));
        }
    }

    @Test
    void a_packet_may_be_in_a_buffer_of_any_kind() {
        byte[] connect = HexFormat.of().parseHex("82a47479706500a36e7370a12f");
        ByteBuffer direct = ByteBuffer.allocateDirect(connect.length + 2).position(1).put(connect).position(1).limit(connect.length + 1);
        ByteBuffer inside = ByteBuffer.allocate(connect.length + 2).position(1).put(connect).position(1).limit(connect.length + 1);
        for (ByteBuffer buffer : List.of(ByteBuffer.wrap(connect).asReadOnlyBuffer(), direct, inside, inside.slice())) {
            assertEquals("CONNECT / -", Shown.packet(reader.read(buffer).orElseThrow()));
            assertEquals(connect.length, buffer.remaining()); // looking does not use it up
        }
    }

    @Test
    void text_is_refused() {
        assertThrows(MalformedPacketException.class, () -> reader.read("0"));
    }

    @Test
    void an_answer_that_nobody_can_have_asked_for_is_nothing() {
        assertEquals(
                Optional.of(new Packet.Nothing("/")), reader.read(bytes("83a47479706503a36e7370a12fa46461746190")));
    }

    @Test
    void a_namespace_has_at_most_1000_characters() {
        assertEquals(1_000, packet("82a47479706501a36e7370da03e82f" + "6e".repeat(999)).namespace().length());
        assertEquals(
                "a namespace must have at most 1000 characters",
                refusal("82a47479706501a36e7370da03e92f" + "6e".repeat(1_000)));
    }

    @Test
    void a_packet_may_have_as_many_bytes_values_as_allowed_and_not_one_more() {
        String head = EVENT.substring(0, EVENT.length() - 6); // up to the array of event name and arguments
        assertEquals(
                10, packet(head + "9ba161" + "c40107".repeat(10)).attachments().size());
        assertEquals("attachment count must be 0..10, was more", refusal(head + "9ca161" + "c40107".repeat(11)));
        assertEquals(
                "attachment count must be 0..10, was more",
                refusal("83a47479706500a36e7370a12fa46461746181a1789b" + "c400".repeat(11)));
    }

    @Test
    void values_are_nested_as_deep_as_in_json_and_no_deeper() {
        // 128 with the map of the packet and the array of the event
        assertEquals(1, arguments(packet(EVENT + "91".repeat(125) + "90")).size());
        assertEquals("a packet must be nested at most 128 deep", refusal(EVENT + "91".repeat(127) + "90"));
        assertEquals("a packet must be nested at most 128 deep", refusal(EVENT + "81a178".repeat(127) + "80"));
        assertEquals("a packet must be nested at most 128 deep", refusal(EVENT + "91".repeat(100_000)));
        assertEquals("a packet must be nested at most 128 deep", refusal("dd7fffffff".repeat(1_000)));
    }

    private static List<?> arguments(Packet packet) {
        return ((Packet.Event) packet).arguments().values();
    }

    @Test
    void what_is_no_utf8_is_replaced() {
        assertEquals("EVENT / - a [\"\ufffd\"]", Shown.packet(packet(EVENT + "a1ff")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0", "90", "a0", "c400", "d40000", "00", "80"})
    void a_long_packet_is_read_or_refused_in_time(String item) {
        String head = EVENT + "dd00030d40"; // an array of 200,000
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            if (item.equals("c400")) {
                assertEquals("attachment count must be 0..10, was more", refusal(head + item.repeat(200_000)));
            } else {
                assertEquals(1, arguments(packet(head + item.repeat(200_000))).size());
            }
        });
    }

    // writing

    @Test
    void packets_are_maps_with_type_nsp_id_and_data() {
        assertEquals("82a47479706500a36e7370a12f", written(new Packet.Connect("/", null)));
        assertEquals("82a47479706501a36e7370a42f666f6f", written(new Packet.Disconnect("/foo")));
        assertEquals(
                "83a47479706500a36e7370a12fa46461746181a3736964a178",
                written(new Packet.Connect("/", (JsonObject) JsonText.parse("{\"sid\":\"x\"}"))));
        assertEquals(
                "83a47479706504a36e7370a12fa46461746181a76d657373616765a26e6f",
                written(new Packet.ConnectError("/", JsonText.parse("{\"message\":\"no\"}"))));
        assertEquals("83a47479706502a36e7370a12fa46461746191a161", written(event()));
        assertEquals(
                "84a47479706502a36e7370a12fa2696405a46461746192a46563686fa178",
                written(new Packet.Event("/", OptionalLong.of(5), "echo", arguments("x"))));
        assertEquals("84a47479706503a36e7370a12fa2696405a46461746190", written(new Packet.Ack("/", 5, ArgumentList.EMPTY)));
        assertEquals(
                "83a47479706502a36e7370a12fa46461746193a46563686fc402010281a16101",
                written(new Packet.Event(
                        "/", OptionalLong.empty(), "echo", arguments(new byte[] {1, 2}, Map.of("a", 1)))));
    }

    @Test
    void values_are_written_in_their_shortest_form() {
        assertEquals(EVENT + "c0", written(event((Object) null)));
        assertEquals(EVENT + "c3", written(event(true)));
        assertEquals(EVENT + "c2", written(event(false)));
        assertEquals(EVENT + "7f", written(event(127)));
        assertEquals(EVENT + "cc80", written(event(128)));
        assertEquals(EVENT + "e0", written(event(-32)));
        assertEquals(EVENT + "d0df", written(event(-33)));
        assertEquals(EVENT + "cd0100", written(event(256)));
        assertEquals(EVENT + "ce00010000", written(event(65_536)));
        assertEquals(EVENT + "d38000000000000000", written(event(Long.MIN_VALUE)));
        assertEquals(EVENT + "cf7fffffffffffffff", written(event(Long.MAX_VALUE)));
        assertEquals(EVENT + "cb3ff8000000000000", written(event(1.5)));
        assertEquals(EVENT + "a3e4b896", written(event("世")));
        assertEquals(EVENT + "b8" + "313937302d30312d30315430303a30303a30302e3030305a", written(event(Instant.EPOCH)));
        assertEquals(EVENT + "c400", written(event(ByteBuffer.allocate(0))));
        assertEquals(EVENT + "c5010000" + "00".repeat(255), written(event(ByteBuffer.allocate(256))));
        assertEquals(EVENT + "9180", written(event(List.of(Map.of()))));
    }

    @Test
    void a_number_beyond_64_bits_becomes_a_double() {
        assertEquals(EVENT + "cb43f0000000000000", written(event(BigInteger.ONE.shiftLeft(64))));
        assertEquals(EVENT + "cbc3e0000000000000", written(event(BigInteger.ONE.shiftLeft(63).negate().subtract(BigInteger.ONE))));
        assertEquals(EVENT + "cb7e37e43c8800759c", written(event(new BigDecimal("1e300"))));
        assertEquals(EVENT + "cb7ff0000000000000", written(event(new BigDecimal("1e400"))));
        assertEquals(EVENT + "cb7ff0000000000000", written(event(new BigDecimal("1e9999"))));
    }

    @Test
    void a_number_of_64_bits_stays_as_it_is() {
        assertEquals(EVENT + "cfffffffffffffffff", written(event(new BigInteger("18446744073709551615"))));
        assertEquals(EVENT + "cf8000000000000001", written(event(new BigInteger("9223372036854775809"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 511, 512, 600, 40_000, 70_000})
    void half_a_pair_in_a_string_is_replaced(int length) {
        ByteBuffer packet = MessagePackWriter.write(event("x".repeat(length) + "\ud800"));
        String argument = ((Packet.Event) reader.read(packet).orElseThrow()).arguments().values().get(0).toString();
        assertTrue(argument.endsWith("x?\"") || argument.equals("\"?\""), argument.substring(Math.max(0, argument.length() - 20)));
    }

    @Test
    void a_packet_of_any_length_is_written() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            values.add(i * i);
            values.add("x".repeat(i));
            Packet written = event(values);
            if (i % 50 == 0) {
                assertEquals(arguments(written), arguments(reader.read(MessagePackWriter.write(written)).orElseThrow()));
            }
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/messagepack-read.csv", delimiter = '|')
    void what_has_been_read_can_be_written_and_read_again(String hex, String packet) {
        assertEquals(packet, Shown.packet(reader.read(MessagePackWriter.write(packet(hex))).orElseThrow()));
    }
}
