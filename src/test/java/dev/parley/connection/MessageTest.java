package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é", "世", "🦊", "aé世🦊\u0000\uFFFF"})
    void the_size_is_that_of_the_bytes(String text) {
        assertEquals(text.getBytes(StandardCharsets.UTF_8).length, Message.text(text).size());
    }

    @ParameterizedTest
    @CsvSource({"\uD800, \uFFFD", "a\uDC00b, a\uFFFDb", "\uD800\uD83E\uDD8A, \uFFFD🦊", "\uD83E\uDD8A\uD83E, 🦊\uFFFD"})
    void an_unpaired_surrogate_is_replaced(String text, String sent) {
        assertEquals(new Message.Text(sent, sent.getBytes(StandardCharsets.UTF_8).length), Message.text(text));
    }
}
