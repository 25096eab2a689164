package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private static final Pattern CHARACTER = Pattern.compile("<([0-9a-f]+)>");

    private static List<String> texts(char kind) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                JsonScannerTest.class.getResourceAsStream("/vectors/json.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isEmpty() && line.charAt(0) == kind)
                    .map(line -> line.length() < 2 ? "" : line.substring(2))
                    .map(text -> CHARACTER.matcher(text).replaceAll(JsonScannerTest::character))
                    .toList();
        }
    }

    private static String character(MatchResult hex) {
        return Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(hex.group(1), 16)));
    }

    static List<String> json() throws IOException {
        return texts('y');
    }

    static List<String> noJson() throws IOException {
        return texts('n');
    }

    @ParameterizedTest
    @MethodSource("json")
    void what_is_json_is_accepted_and_the_parser_agrees(String text) {
        JsonScanner.check(text);
        JsonText.parse(text);
        assertEquals(JsonText.parse(text), JsonText.parse(JsonText.parse(text).toString()));
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void what_is_no_json_is_refused(String text) {
        assertThrows(MalformedPacketException.class, () -> JsonScanner.check(text));
        assertThrows(MalformedPacketException.class, () -> JsonText.parse(text));
    }

    @ParameterizedTest
    @MethodSource("json")
    void what_is_json_may_be_an_argument(String text) {
        TextPacketReader reader = new TextPacketReader(10, 1_000);
        Packet.Event event = (Packet.Event) reader.read("2[\"a\"," + text + "]").orElseThrow();
        assertEquals(List.of(JsonText.parse(text)), event.arguments().values());
        Packet.Ack ack = (Packet.Ack) reader.read("30[" + text + "]").orElseThrow();
        assertEquals(List.of(JsonText.parse(text)), ack.arguments().values());
        reader.read("51-[\"a\"," + text + "]");
        Packet.Event binary = (Packet.Event) reader.read(ByteBuffer.allocate(1)).orElseThrow();
        assertEquals(List.of(JsonText.parse(text)), binary.arguments().values());
    }

    @Test
    void every_cut_of_a_json_array_is_refused() {
        String text = " [{\"a\\u00e9\":[1.5e-3,\"\\n\",true,false,null,{}]},-0] ";
        JsonScanner.check(text);
        for (int end = 0; end < text.length() - 1; end++) {
            String cut = text.substring(0, end);
            assertThrows(MalformedPacketException.class, () -> JsonScanner.check(cut), cut);
        }
    }

    @Test
    void nesting_up_to_128_is_accepted_and_one_deeper_is_refused() {
        for (String open : List.of("[", "{\"a\":")) {
            String close = open.equals("[") ? "]" : "}";
            String inner = open.equals("[") ? "" : "1";
            String deepest = open.repeat(128) + inner + close.repeat(128);
            JsonText.parse(deepest);
            MalformedPacketException refused = assertThrows(
                    MalformedPacketException.class, () -> JsonText.parse(open + deepest + close));
            assertEquals("JSON must be nested at most 128 deep", refused.getMessage());
            assertThrows(MalformedPacketException.class, () -> JsonText.parse(open.repeat(1_000_000)));
        }
        JsonText.parse("[" + "[],".repeat(1_000) + "{}]"); // beside one another they are not nested
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.", "-12.5"})
    void a_number_has_at_most_1000_characters(String start) {
        String longest = start + "7".repeat(1_000 - start.length());
        JsonText.parse("[" + longest + "]");
        MalformedPacketException refused =
                assertThrows(MalformedPacketException.class, () -> JsonText.parse("[" + longest + "7]"));
        assertEquals("a number must have at most 1000 characters", refused.getMessage());
    }

    @Test
    void an_exponent_has_at_most_4_digits() {
        JsonText.parse("[1e-9999]");
        MalformedPacketException refused =
                assertThrows(MalformedPacketException.class, () -> JsonText.parse("[1e-10000]"));
        assertEquals("a number's exponent must have at most 4 digits", refused.getMessage());
    }

    @Test
    void the_list_is_there() throws IOException {
        assertTrue(json().size() > 90 && noJson().size() > 200);
    }
}
