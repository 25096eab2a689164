package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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

    @Test
    void what_is_compressed_is_made_once_for_all() {
        Message message = Message.text("again ".repeat(300));
        byte[] frame = message.compressedFrame();
        assertTrue(frame.length < 100, frame.length + " bytes");
        assertSame(frame, message.compressedFrame());
        assertEquals(1_804, message.frame().length, "those who cannot read it get it as it is");
    }

    @Test
    void what_would_not_become_shorter_is_not_kept_twice() {
        Message message = Message.binary(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        assertSame(message.frame(), message.compressedFrame());
    }
}
