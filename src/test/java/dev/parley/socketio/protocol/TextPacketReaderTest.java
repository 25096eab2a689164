package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TextPacketReaderTest {
    private static final int MAX_ATTACHMENTS = 10;

    private final TextPacketReader reader = new TextPacketReader(MAX_ATTACHMENTS);

    private String refusal(String text) {
        return assertThrows(MalformedPacketException.class, () -> reader.read(text)).getMessage();
    }

    private Packet.Event event(String text) {
        return (Packet.Event) reader.read(text).orElseThrow();
    }

    @Test
    void arguments_are_nested_as_deep_as_their_packet_allows() {
        String deepest = "[".repeat(127) + "]".repeat(127); // in the array of the packet
        assertEquals(1, event("2[\"a\"," + deepest + "]").arguments().values().size());
        assertEquals("JSON must be nested at most 128 deep", refusal("2[\"a\",[" + deepest + "]]"));
        assertEquals("JSON must be nested at most 128 deep", refusal("37[[" + deepest + "]]"));
        assertEquals("JSON must be nested at most 128 deep", refusal("2[\"a\"," + "[".repeat(1_000_000)));
        assertEquals("JSON must be nested at most 128 deep", refusal("2[\"a\"," + "{\"b\":".repeat(1_000_000)));
    }
}
