package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import jakarta.json.JsonStructure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
