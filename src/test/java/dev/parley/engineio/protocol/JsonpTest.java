package dev.parley.engineio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.QueryString;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "3, 3", "12, 12", "1a2, 12", "'', ''", "abc, ''", "-7, 7", "'1];alert(1)', 11", "٣, ''"})
    void the_index_is_made_of_digits(String parameter, String index) {
        assertEquals(index, Jsonp.index(parameter));
    }

    @Test
    void a_payload_is_handed_over_as_by_nodes_server() {
        assertEquals("___eio[3](\"2:40\");", Jsonp.call("3", "2:40"));
        assertEquals(
                "___eio[3](\"15:42[\\\"echo\\\",\\\"\\u2028é\\\"]\");", Jsonp.call("3", "15:42[\"echo\",\"\u2028é\"]"));
        assertEquals("___eio[0](\"\");", Jsonp.call("0", ""));
        assertEquals("___eio[0](\"4a\\u001e4\\\\n\\n\\u2029\");", Jsonp.call("0", "4a\u001e4\\n\n\u2029"));
    }

    @Test
    void every_character_arrives_and_none_ends_the_line() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String payload = "4" + (char) c + "\"";
            String script = Jsonp.call("0", payload);
            String literal = script.substring("___eio[0](".length(), script.length() - 2);
            assertEquals(payload, ((JsonString) JsonText.parse(literal)).getString());
            assertTrue(script.chars().noneMatch(at -> at < 0x20 || at == 0x2028 || at == 0x2029), literal);
        }
    }

    // what the client has escaped, because a browser makes line feeds of its own in a form

    @ParameterizedTest
    @CsvSource({
        "4a, 4a",
        "'', ''",
        "4a\\nb, 4a<LF>b",
        "4a\\\\nb, 4a\\nb",
        "\\n, <LF>",
        "\\n\\n, <LF><LF>",
        "\\\\n\\n, \\n<LF>",
        "\\n\\\\n, <LF>\\n",
        "\\\\\\n, \\\\n",
        "\\\\\\\\n, \\\\\\n",
        "\\, \\",
        "\\\\, \\\\",
        "\\t\\r\\\\t, \\t\\r\\\\t",
        "n\\N, n\\N",
    })
    void escaped_line_feeds_become_line_feeds(String field, String payload) {
        assertEquals(payload.replace("<LF>", "\n"), Jsonp.payload(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4a", "4a\nb", "4[\"a\\nb\"]", "4[\"\\\\n\"]\n", "4\\\\\\n", "4é😀世&=+%25;", "\n", "\\n", "4a\u001e4b"})
    void what_a_client_posts_arrives(String payload) {
        String escaped = payload.replace("\\n", "\\\\n").replace("\n", "\\n"); // as engine.io-client does
        String form = "d=" + URLEncoder.encode(escaped, StandardCharsets.UTF_8);
        String field = QueryString.last(QueryString.parse(form), "d");
        assertEquals(payload, Jsonp.payload(field));
    }
}
