package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentListTest {
    private static final String TWO = "{\"_placeholder\":true,\"num\":1},[{\"_placeholder\":true,\"num\":0},7]";

    private static ArgumentList written(String json, byte[]... attachments) {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (byte[] attachment : attachments) {
            buffers.add(ByteBuffer.wrap(attachment));
        }
        return ArgumentList.ofWritten(json, buffers);
    }

    private static ArgumentList of(Object... values) {
        List<JsonValue> converted = new ArrayList<>();
        for (Object value : values) {
            converted.add(JsonText.of(value));
        }
        return ArgumentList.ofValues(converted);
    }

    @Test
    void text_becomes_values_when_somebody_asks() {
        ArgumentList list = written("1,\"a\",{\"b\":null}");
        assertEquals("[1,\"a\",{\"b\":null}]", Shown.values(list.values()));
        assertSame(list.values(), list.values());
        assertEquals("1,\"a\",{\"b\":null}", list.written().json());
    }

    @Test
    void values_become_text_when_somebody_asks() {
        ArgumentList list = of(1, "a", Map.of("b", List.of()));
        assertEquals("1,\"a\",{\"b\":[]}", list.written().json());
        assertSame(list.written(), list.written());
        assertEquals(List.of(), list.written().attachments());
    }

    @Test
    void text_that_nobody_asks_for_is_never_parsed() {
        ArgumentList list = written("this is no JSON");
        assertEquals("this is no JSON", list.written().json());
        assertThrows(MalformedPacketException.class, list::values);
    }

    @Test
    void nothing_is_neither() {
        assertEquals("", ArgumentList.EMPTY.written().json());
        assertEquals(List.of(), ArgumentList.EMPTY.values());
        assertEquals(List.of(), written("").values());
        assertEquals(ArgumentList.EMPTY, written(""));
    }

    @Test
    void placeholders_become_bytes_and_bytes_become_placeholders_in_the_order_met() {
        ArgumentList list = written(TWO, new byte[] {1}, new byte[] {2, 3});
        assertEquals("[<0203>,[<01>,7]]", Shown.values(list.values()));
        ArgumentList again = ArgumentList.ofValues(list.values());
        assertEquals(
                "{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1},7]", again.written().json());
        assertEquals(List.of("0203", "01"), again.written().attachments().stream().map(Shown::hex).toList());
        assertEquals(list, again);
    }

    @Test
    void without_attachments_a_placeholder_is_an_object_like_others() {
        ArgumentList list = written("{\"_placeholder\":true,\"num\":0}");
        assertEquals("[{\"_placeholder\":true,\"num\":0}]", Shown.values(list.values()));
    }

    @Test
    void lists_are_equal_when_their_values_are() {
        assertEquals(of(1, "a"), written("1,\"a\""));
        assertEquals(written("1 , \"\\u0061\""), written("1,\"a\""));
        assertEquals(of(1, "a").hashCode(), written("1, \"a\"").hashCode());
        assertEquals(of((Object) new byte[] {1}), written("{\"num\":0,\"_placeholder\":true}", new byte[] {1}));
        assertNotEquals(of(1), of(2));
        assertNotEquals(of(1), of(1, 1));
        assertNotEquals(of((Object) new byte[] {1}), of((Object) new byte[] {2}));
        assertNotEquals(of(1), "[1]");
    }

    @Test
    void values_cannot_be_changed() {
        List<JsonValue> source = new ArrayList<>(List.of(JsonText.of(1)));
        ArgumentList list = ArgumentList.ofValues(source);
        source.add(JsonText.of(2));
        assertEquals("[1]", Shown.values(list.values()));
        assertThrows(UnsupportedOperationException.class, () -> list.values().add(JsonText.of(3)));
        assertThrows(UnsupportedOperationException.class, () -> written("1").values().add(JsonText.of(3)));
        assertThrows(UnsupportedOperationException.class, () -> list.written().attachments().add(ByteBuffer.allocate(1)));
    }

    @Test
    void bytes_are_copied_and_cannot_be_changed() {
        byte[] source = {1, 2};
        ArgumentList list = of((Object) source);
        source[0] = 9;
        assertEquals("[<0102>]", Shown.values(list.values()));
        assertTrue(list.written().attachments().get(0).isReadOnly());
    }

    @Test
    void one_attachment_named_twice_is_one_copy_of_its_bytes() {
        String again = "{\"_placeholder\":true,\"num\":0}";
        List<JsonValue> values = written(again + "," + again, new byte[] {1}).values();
        assertSame(values.get(0), values.get(1));
    }

    @Test
    void for_wires_without_bytes_they_are_base64() {
        assertEquals("[\"AQI=\"]", of((Object) new byte[] {1, 2}).toString());
        assertEquals("[{\"a\":\"AQI=\"}]", of(Map.of("a", new byte[] {1, 2})).toString());
    }
}
