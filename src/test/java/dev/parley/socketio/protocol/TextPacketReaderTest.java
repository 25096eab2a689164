package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPacketReaderTest {
    private static final int MAX_ATTACHMENTS = 10;
    private static final int MAX_BYTES = 10_000;

    private final TextPacketReader reader = new TextPacketReader(MAX_ATTACHMENTS, MAX_BYTES);

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex));
    }

    private String refusal(String text) {
        return assertThrows(MalformedPacketException.class, () -> reader.read(text)).getMessage();
    }

    private Packet.Event event(String text) {
        return (Packet.Event) reader.read(text).orElseThrow();
    }

    private Packet.Event event(String text, String... attachments) {
        assertEquals(Optional.empty(), reader.read(text));
        for (int i = 0; i < attachments.length - 1; i++) {
            assertEquals(Optional.empty(), reader.read(bytes(attachments[i])));
        }
        return (Packet.Event) reader.read(bytes(attachments[attachments.length - 1])).orElseThrow();
    }

    private static String placeholders(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> ",{\"_placeholder\":true,\"num\":" + number + "}")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/packets-read.csv", delimiter = '|', quoteCharacter = '`')
    void a_packet_is_read(String text, String attachments, String packet) {
        Optional<Packet> read = reader.read(text);
        List<String> hex = attachments == null ? List.of() : List.of(attachments.split(" "));
        for (String attachment : hex) {
            assertEquals(Optional.empty(), read);
            read = reader.read(bytes(attachment));
        }
        assertEquals(packet, Shown.packet(read.orElseThrow()));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/packets-refused.csv", delimiter = '|', quoteCharacter = '`')
    void what_closes_a_session_is_refused_with_a_reason(String text, String reason) {
        assertEquals(reason, refusal(text));
    }

    @Test
    void an_empty_packet_is_refused() {
        assertEquals("a packet must not be empty", refusal(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2     | /", "20       | /", "3 | /", "3[] | /", "3[\"a\"] | /",
        "2/foo,| /foo", "2/foo,7 | /foo", "3/foo, | /foo", "3/foo,[1] | /foo", "2/foo[\"x\"] | /foo[\"x\"]",
    })
    void what_nobody_can_do_anything_with_is_nothing(String text, String namespace) {
        assertEquals(Optional.of(new Packet.Nothing(namespace)), reader.read(text));
        assertEquals("EVENT / - a []", Shown.packet(event("2[\"a\"]"))); // it does not wait for more
    }

    @ParameterizedTest
    @ValueSource(strings = {"51-", "51-7", "61-", "61-[{\"_placeholder\":true,\"num\":0}]"})
    void the_attachment_of_nothing_is_taken_and_dropped(String text) {
        assertEquals(Optional.empty(), reader.read(text));
        assertEquals(Optional.of(new Packet.Nothing("/")), reader.read(bytes("01")));
        assertEquals("EVENT / - a []", Shown.packet(event("2[\"a\"]")));
    }

    @Test
    void white_space_is_that_of_json_and_stands_only_inside_the_payload() {
        assertEquals("EVENT / - a [1]", Shown.packet(event("2 \t\r\n[ \t\r\n\"a\" \t\r\n, \t\r\n1 \t\r\n] \t\r\n")));
        for (String other : List.of("\u000b", "\f", "\u00a0", "\u2003", "\u2028", "\ufeff", "\0")) {
            assertEquals("the payload of an EVENT must be an array", refusal("2" + other + "[\"a\"]"));
            assertEquals("a message must be JSON", refusal("2[\"a\"]" + other));
            assertEquals("a message must be JSON", refusal("2[\"a\"" + other + ",1]"));
        }
        assertEquals("a packet type must be 0..6, was ' '", refusal(" 2[\"a\"]"));
    }

    // attachments

    @Test
    void a_packet_may_have_as_many_attachments_as_allowed_and_not_one_more() {
        for (int count = 1; count <= MAX_ATTACHMENTS; count++) {
            String[] attachments = Collections.nCopies(count, "07").toArray(String[]::new);
            Packet.Event event = event("5" + count + "-[\"a\"" + placeholders(count) + "]", attachments);
            assertEquals(count, event.attachments().size());
            assertEquals(
                    "[" + String.join(",", Collections.nCopies(count, "<07>")) + "]",
                    Shown.values(event.arguments().values()));
        }
        assertEquals(
                "attachment count must be 1..10, was 11",
                refusal("511-[\"a\"" + placeholders(MAX_ATTACHMENTS + 1) + "]"));
    }

    @Test
    void attachments_have_at_most_so_many_bytes_together() {
        event("52-[\"a\"]", "00".repeat(MAX_BYTES - 1), "00");
        event("51-[\"a\"]", "00".repeat(MAX_BYTES + 1));
        reader.read("52-[\"a\"]");
        reader.read(bytes("00".repeat(MAX_BYTES)));
        assertEquals(
                "attachments must have at most 10000 bytes, was 10001",
                assertThrows(MalformedPacketException.class, () -> reader.read(bytes("00"))).getMessage());
    }

    @Test
    void no_packet_has_attachments_where_none_are_allowed() {
        TextPacketReader none = new TextPacketReader(0, 1);
        assertThrows(MalformedPacketException.class, () -> none.read("51-[\"a\"]"));
        assertTrue(none.read("2[\"a\"]").isPresent());
    }

    @Test
    void text_where_an_attachment_is_due_is_refused() {
        reader.read("52-[\"a\"" + placeholders(2) + "]");
        assertEquals("attachments must follow their packet, was text", refusal("2[\"a\"]"));
        reader.read(bytes("01"));
        assertEquals("attachments must follow their packet, was text", refusal("2[\"a\"]"));
    }

    @Test
    void bytes_that_nothing_has_announced_are_refused() {
        assertThrows(MalformedPacketException.class, () -> reader.read(bytes("01")));
        event("51-[\"a\"" + placeholders(1) + "]", "01");
        MalformedPacketException refused = assertThrows(MalformedPacketException.class, () -> reader.read(bytes("01")));
        assertEquals("a packet must announce its attachments", refused.getMessage());
    }

    @Test
    void packets_with_and_without_attachments_follow_one_another() {
        List<String> packets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            packets.add(Shown.packet(event("52-[\"b\"" + placeholders(2) + "]", "0" + i, "ff")));
            packets.add(Shown.packet(event("2[\"t\"," + i + "]")));
        }
        assertEquals(
                List.of("EVENT / - b [<00>,<ff>]", "EVENT / - t [0]", "EVENT / - b [<01>,<ff>]", "EVENT / - t [1]",
                        "EVENT / - b [<02>,<ff>]", "EVENT / - t [2]"),
                packets);
    }

    // namespaces, acknowledgements

    @Test
    void a_namespace_has_at_most_1000_characters() {
        String longest = "/" + "n".repeat(999);
        assertEquals(longest, event("2" + longest + ",[\"a\"]").namespace());
        assertEquals("a namespace must have at most 1000 characters", refusal("2" + longest + "n,[\"a\"]"));
        assertEquals("a namespace must have at most 1000 characters", refusal("0" + longest + "n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {"2/a\"b,[\"x\"] /a\"b", "2/1,[\"x\"] /1", "2/[,[\"x\"] /[", "2//,[\"x\"] //", "2/\ud83d\ude00,[\"x\"] /\ud83d\ude00"})
    void a_namespace_ends_with_a_comma_and_nothing_else(String text, String namespace) {
        assertEquals(namespace, event(text).namespace());
    }

    // names

    @Test
    void an_escaped_name_is_unescaped() {
        assertEquals("a\nb\"\\/é😀\0", event("2[\"\\u0061\\nb\\\"\\\\\\/\\u00E9\\ud83d\\ude00\\u0000\"]").event());
    }

    @Test
    void a_name_may_stand_behind_a_backslash_of_the_namespace() {
        assertEquals("a", event("2/\\,[\"a\",\"\\n\"]").event());
    }

    // what is passed on

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1.0", "-0", "0.10", "1e300", "1E+2", "-1.5e-7", "12345678901234567890", "\"\\u00e9\\/\"", "{\"a\":1,\"a\":2}",
        "[ ]", "1 , 2", "\"\\ud800\"", "null", "{\"b\" : [1.0 , {}]}"})
    void arguments_stay_as_they_were_written(String json) {
        assertEquals(json, event("2[\"a\"," + json + "]").arguments().written().json());
        assertEquals(json, ((Packet.Ack) reader.read("37[" + json + "]").orElseThrow()).arguments().written().json());
        StringBuilder again = new StringBuilder();
        TextPacketWriter.write(event("2[\"a\"," + json + "]"), again);
        assertEquals("2[\"a\"," + json + "]", again.toString());
    }

    @Test
    void arguments_with_attachments_stay_as_they_were_written() {
        String json = "{ \"num\":0 , \"_placeholder\":true }, 1.0";
        ArgumentList.Written written = event("51-[\"a\"," + json + "]", "0102").arguments().written();
        assertEquals(json, written.json());
        assertEquals(List.of("0102"), written.attachments().stream().map(Shown::hex).toList());
    }

    @Test
    void no_arguments_are_the_same_for_all() {
        assertSame(ArgumentList.EMPTY, event("2[\"a\"]").arguments());
        assertSame(ArgumentList.EMPTY, ((Packet.Ack) reader.read("37[ ]").orElseThrow()).arguments());
    }

    @Test
    void an_attachment_may_be_in_a_buffer_of_any_kind() {
        ByteBuffer direct = ByteBuffer.allocateDirect(4).put(new byte[] {9, 1, 2, 9}).position(1).limit(3);
        ByteBuffer slice = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2).slice().asReadOnlyBuffer();
        for (ByteBuffer attachment : Arrays.asList(direct, slice)) {
            reader.read("51-[\"a\"" + placeholders(1) + "]");
            Packet packet = reader.read(attachment).orElseThrow();
            assertEquals("EVENT / - a [<0102>]", Shown.packet(packet));
            assertEquals("EVENT / - a [<0102>]", Shown.packet(packet)); // looking does not use it up
            assertEquals(2, attachment.remaining());
        }
    }

    @Test
    void what_has_been_handed_over_is_not_kept() {
        WeakReference<ByteBuffer> attachment = readAndForget();
        for (int i = 0; i < 100 && attachment.get() != null; i++) {
            System.gc();
        }
        assertNull(attachment.get());
        assertTrue(reader.read("2[\"a\"]").isPresent()); // the reader itself is still there
    }

    private WeakReference<ByteBuffer> readAndForget() {
        ByteBuffer attachment = bytes("01");
        reader.read("51-[\"a\"]");
        reader.read(attachment);
        return new WeakReference<>(attachment);
    }

    // hostile packets

    @Test
    void arguments_are_nested_as_deep_as_their_packet_allows() {
        String deepest = "[".repeat(127) + "]".repeat(127); // in the array of the packet
        assertEquals(1, event("2[\"a\"," + deepest + "]").arguments().values().size());
        assertEquals("JSON must be nested at most 128 deep", refusal("2[\"a\",[" + deepest + "]]"));
        assertEquals("JSON must be nested at most 128 deep", refusal("37[[" + deepest + "]]"));
        assertEquals("JSON must be nested at most 128 deep", refusal("2[\"a\"," + "[".repeat(1_000_000)));
        assertEquals("JSON must be nested at most 128 deep", refusal("2[\"a\"," + "{\"b\":".repeat(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "0e2147483648", "1.5e-2147483648"})
    void a_number_that_no_parser_takes_is_refused_at_once(String number) {
        assertEquals("a number's exponent must have at most 4 digits", refusal("2[\"a\"," + number + "]"));
        assertEquals("a number's exponent must have at most 4 digits", refusal("2[" + number + "]"));
    }

    @Test
    void a_number_without_an_end_is_refused_at_once() {
        assertEquals("a number must have at most 1000 characters", refusal("2[\"a\"," + "7".repeat(100_000) + "]"));
        assertEquals(1, event("2[\"a\"," + "7".repeat(1_000) + "]").arguments().values().size());
    }

    @Test
    void a_placeholder_counts_as_in_javascript() {
        String almostOne = "{\"_placeholder\":true,\"num\":0.99999999999999999999}";
        assertEquals(
                "EVENT / - a [<02>]", Shown.packet(event("52-[\"a\"," + almostOne + "]", "01", "02")));
    }

    @Test
    void one_attachment_cannot_be_named_many_times() {
        String again = "{\"_placeholder\":true,\"num\":0}";
        assertEquals(
                "a packet must have one placeholder for each attachment, was more",
                refusal("51-[\"a\"," + again + "," + again + "]"));
        assertEquals(
                "EVENT / - a [<01>,<01>]",
                Shown.packet(event("52-[\"a\"," + again + "," + again + "]", "01", "02")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"abcd\":1},", "{\"abcdefghijklm\":1},", "{\"\\u006eum\":1},", "\"\\\\\",", "[],", "1e5,", "{\"_placeholder\":0},"})
    void a_long_packet_with_attachments_is_read_in_time(String argument) {
        String text = "51-[\"a\"," + argument.repeat(5_000_000 / argument.length()) + "1]";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(Optional.empty(), reader.read(text)));
    }
}
