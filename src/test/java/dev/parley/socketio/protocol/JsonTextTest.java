package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "tru", "{", "[1,]", "{\"a\"}", "{} {}", "[1]]", "{\"a\":1}x", "{'a':1}", "1 2", "1x", "truex", "\"a\"x", "[1]\u2003", "{}\f"})
    void what_is_no_json_is_malformed(String text) {
        assertThrows(MalformedPacketException.class, () -> JsonText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " [ ] \n", "{\"a\":\"}{\\\"][\"}", "[1,2.5,-3e10,true,null,\"\\u4e16🦊\"]"})
    void objects_and_arrays_are_read(String text) {
        assertEquals(JsonText.parse(text), JsonText.parse(JsonText.write((JsonStructure) JsonText.parse(text))));
    }

    @Test
    void numbers_stay_as_they_were_written() {
        assertEquals("[12345678901234567890,0.10]", JsonText.write((JsonStructure) JsonText.parse("[12345678901234567890,0.10]")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "1700000000123, 2023-11-14T22:13:20.123Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "951782400000, 2000-02-29T00:00:00.000Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +010000-01-01T00:00:00.000Z",
        "8640000000000000, +275760-09-13T00:00:00.000Z",
        "-62167219200000, 0000-01-01T00:00:00.000Z",
        "-62167219200001, -000001-12-31T23:59:59.999Z",
        "-8640000000000000, -271821-04-20T00:00:00.000Z",
    })
    void dates_are_written_as_by_javascript(long millis, String date) {
        assertEquals(JsonText.of(date), JsonText.of(Instant.ofEpochMilli(millis)));
        assertEquals(JsonText.of(date), JsonText.of(Date.from(Instant.ofEpochMilli(millis))));
    }

    @Test
    void what_is_less_than_a_millisecond_is_left_out_of_dates() {
        assertEquals(JsonText.of("1970-01-01T00:00:00.001Z"), JsonText.of(Instant.ofEpochSecond(0, 1_999_999)));
        assertEquals(JsonText.of("1969-12-31T23:59:59.999Z"), JsonText.of(Instant.ofEpochSecond(-1, 999_999_999)));
    }

    @Test
    void dates_of_a_database_are_dates() {
        assertEquals(JsonText.of("1970-01-01T00:00:00.007Z"), JsonText.of(new java.sql.Date(7)));
        assertEquals(JsonText.of("1970-01-01T00:00:00.007Z"), JsonText.of(new java.sql.Time(7)));
        assertEquals(JsonText.of("1970-01-01T00:00:00.007Z"), JsonText.of(new java.sql.Timestamp(7)));
    }

    @Test
    void dates_that_javascript_does_not_have_are_refused() {
        for (Instant instant : List.of(
                Instant.MAX, Instant.MIN, Instant.ofEpochMilli(8_640_000_000_000_001L), Instant.ofEpochMilli(-8_640_000_000_000_001L))) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> JsonText.of(instant));
            assertEquals("a date must be one of JavaScript's, was " + instant, refused.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ' ', value = {
        "a \"a\"", "`` \"\"", "é😀世\u007f \"é😀世\u007f\"", "/ \"/\"", "a\"b \"a\\\"b\"", "\\ \"\\\\\"", "<> \"<>\"",
    })
    void a_string_is_quoted_as_in_json(String text, String json) {
        assertEquals(json, JsonText.quoted(text));
    }

    @Test
    void every_character_can_be_quoted_and_read_back() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c;
            String quoted = JsonText.quoted(text);
            assertEquals(text, ((JsonString) JsonText.parse(quoted)).getString());
            assertEquals(c < 0x20 || c == '"' || c == '\\', quoted.indexOf('\\') > 0, quoted);
        }
    }

    @Test
    void java_values_become_json() {
        assertEquals(
                "[null,\"a\",\"b\",1,2,3,1.5,12345678901234567890,0.10,true,\"AQI=\",\"AQI=\",{\"k\":[1]},[\"x\"]]",
                JsonText.write((JsonStructure) JsonText.of(Arrays.asList(
                        null,
                        "a",
                        'b',
                        1,
                        2L,
                        (short) 3,
                        1.5,
                        new BigInteger("12345678901234567890"),
                        new BigDecimal("0.10"),
                        true,
                        new byte[] {1, 2},
                        ByteBuffer.wrap(new byte[] {1, 2}),
                        Map.of("k", List.of(1)),
                        new Object[] {"x"}))));
    }

    @Test
    void what_has_no_json_form_is_refused_by_name() {
        assertEquals(
                "an argument must be JSON, was java.lang.Thread",
                assertThrows(IllegalArgumentException.class, () -> JsonText.of(Thread.currentThread()))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> JsonText.of(Double.NaN));
    }

    @Test
    void any_text_is_read_or_refused_and_in_time() {
        Random random = new Random(42);
        String alphabet = "{}[]\",:\\u0123456789eE+-.truefalsn \n\0é🦊";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 50_000; i++) {
                StringBuilder text = new StringBuilder("{");
                for (int length = random.nextInt(30); length > 0; length--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                try {
                    JsonText.parse(text.toString());
                } catch (MalformedPacketException expected) {
                    // the only answer besides a value
                }
            }
        });
    }
}
