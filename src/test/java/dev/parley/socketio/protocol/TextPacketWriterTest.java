package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextPacketWriterTest {

    private static String text(Packet packet) {
        StringBuilder text = new StringBuilder();
        TextPacketWriter.write(packet, text);
        return text.toString();
    }

    private static ArgumentList arguments(Object... values) {
        return ArgumentList.ofValues(Arrays.stream(values).map(JsonText::of).toList());
    }

    private static Packet.Event event(String name, Object... values) {
        return new Packet.Event("/", OptionalLong.empty(), name, arguments(values));
    }

    private static JsonObject object(String json) {
        return (JsonObject) JsonText.parse(json);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void the_root_namespace_is_not_written_and_others_end_with_a_comma() {
        assertEquals("0", text(new Packet.Connect("/", null)));
        assertEquals("0/foo,", text(new Packet.Connect("/foo", null)));
        assertEquals("0{\"sid\":\"x\"}", text(new Packet.Connect("/", object("{\"sid\":\"x\"}"))));
        assertEquals("0/foo,{\"sid\":\"x\"}", text(new Packet.Connect("/foo", object("{\"sid\":\"x\"}"))));
        assertEquals("1", text(new Packet.Disconnect("/")));
        assertEquals("1/foo,", text(new Packet.Disconnect("/foo")));
        assertEquals("2/foo,[\"a\"]", text(new Packet.Event("/foo", OptionalLong.empty(), "a", ArgumentList.EMPTY)));
    }

    @Test
    void a_refusal_is_an_object_in_protocol_5_and_any_value_in_protocol_4() {
        assertEquals(
                "4/foo,{\"message\":\"not authorized\",\"data\":{\"code\":\"E1\"}}",
                text(new Packet.ConnectError(
                        "/foo", object("{\"message\":\"not authorized\",\"data\":{\"code\":\"E1\"}}"))));
        assertEquals("4\"message\"", text(new Packet.ConnectError("/", JsonText.of("message"))));
        assertEquals("4/x,null", text(new Packet.ConnectError("/x", JsonValue.NULL)));
    }

    @Test
    void events_and_answers_are_written_as_by_nodes_server() {
        assertEquals("2[\"a\",1]", text(event("a", 1)));
        assertEquals("20[\"q\",1]", text(new Packet.Event("/", OptionalLong.of(0), "q", arguments(1))));
        assertEquals(
                "2/foo,12[\"a\",{\"b\":1}]",
                text(new Packet.Event("/foo", OptionalLong.of(12), "a", arguments(Map.of("b", 1)))));
        assertEquals("37[{\"a\":1}]", text(new Packet.Ack("/", 7, arguments(Map.of("a", 1)))));
        assertEquals("3/foo,7[]", text(new Packet.Ack("/foo", 7, ArgumentList.EMPTY)));
        assertEquals("30[null]", text(new Packet.Ack("/", 0, arguments((Object) null))));
        assertEquals("3456[1,\"2\",{\"3\":[false]}]", text(new Packet.Ack("/", 456, arguments(1, "2", Map.of("3", List.of(false))))));
    }

    @Test
    void bytes_anywhere_are_placeholders_numbered_depth_first() {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("x", List.of(bytes(2), "s"));
        nested.put("y", bytes(3));
        Packet.Event event = event("bin", bytes(1), nested, "x", bytes());
        assertEquals(
                "54-[\"bin\",{\"_placeholder\":true,\"num\":0},{\"x\":[{\"_placeholder\":true,\"num\":1},\"s\"],"
                        + "\"y\":{\"_placeholder\":true,\"num\":2}},\"x\",{\"_placeholder\":true,\"num\":3}]",
                text(event));
        assertEquals(List.of("01", "02", "03", ""), event.attachments().stream().map(Shown::hex).toList());
        assertEquals(
                "51-/foo,9[\"a\",{\"_placeholder\":true,\"num\":0}]",
                text(new Packet.Event("/foo", OptionalLong.of(9), "a", arguments((Object) bytes(1)))));
        assertEquals("61-/foo,9[{\"_placeholder\":true,\"num\":0}]", text(new Packet.Ack("/foo", 9, arguments((Object) bytes(1)))));
        assertEquals("61-789[{\"_placeholder\":true,\"num\":0}]", text(new Packet.Ack("/", 789, arguments(ByteBuffer.wrap(bytes(1, 2))))));
    }

    @Test
    void values_are_written_as_by_javascript() {
        assertEquals(
                "2[\"undef\",null,\"1970-01-01T00:00:00.000Z\",1]", text(event("undef", null, Instant.EPOCH, 1)));
        assertEquals("2[\"a\",true,false,1,-1,0.5,\"é😀世\"]", text(event("a", true, false, 1, -1L, 0.5, "é😀世")));
        assertEquals(
                "2[\"a\",12345678901234567890,1.10]",
                text(event("a", new BigInteger("12345678901234567890"), new BigDecimal("1.10"))));
        assertEquals("2[\"a\",[],{},\"\"]", text(event("a", List.of(), Map.of(), "")));
    }

    @Test
    void names_and_keys_and_strings_are_escaped() {
        assertEquals("2[\"a\\\"b\\\\c\"]", text(event("a\"b\\c")));
        assertEquals("2[\"\\n\\u0000\\u001f\"]", text(event("\n\0\u001f")));
        assertEquals("2[\"a\",{\"k\\\"\\n\":\"v\\\"\\n\"}]", text(event("a", Map.of("k\"\n", "v\"\n"))));
        assertEquals("2[\"a\",{\"k\\\"\":{\"_placeholder\":true,\"num\":0}}]", text(event("a", Map.of("k\"", bytes(1)))).replace("51-", "2"));
    }

    @Test
    void a_packet_is_appended() {
        StringBuilder text = new StringBuilder("4");
        TextPacketWriter.write(event("a"), text);
        assertEquals("42[\"a\"]", text.toString());
    }
}
