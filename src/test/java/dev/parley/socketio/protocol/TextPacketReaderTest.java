package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextPacketReaderTest {
    private static final int MAX_ATTACHMENTS = 10;

    private final TextPacketReader reader = new TextPacketReader(MAX_ATTACHMENTS);

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
