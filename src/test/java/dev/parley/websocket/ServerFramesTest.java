package dev.parley.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 6455, 5.7, and every form of a length. */
class ServerFramesTest {
    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]);
    }

    private static String hex(byte[] frame) {
        return HexFormat.of().formatHex(frame);
    }

    @Test
    void a_text() {
        assertEquals("810548656c6c6f", hex(ServerFrames.text("Hello", 5)));
        assertEquals("8106d0b6e4b8ad78", hex(ServerFrames.text("ж中x", 6)));
    }

    @ParameterizedTest
    @CsvSource({"0, 8200", "125, 827d", "126, 827e007e", "256, 827e0100", "65535, 827effff", "65536, 827f0000000000010000"})
    void a_length_has_its_shortest_form(int length, String head) {
        byte[] frame = ServerFrames.binary(bytes(length));
        assertEquals(head, hex(Arrays.copyOf(frame, head.length() / 2)));
        assertEquals(head.length() / 2 + length, frame.length);
    }

    @Test
    void fragments() {
        assertEquals("0200", hex(ServerFrames.fragment(bytes(0), true, false)));
        assertEquals("0000", hex(ServerFrames.fragment(bytes(0), false, false)));
        assertEquals("8000", hex(ServerFrames.fragment(bytes(0), false, true)));
        assertEquals("8200", hex(ServerFrames.fragment(bytes(0), true, true)));
    }

    @Test
    void control_frames() {
        ByteBuffer hello = ByteBuffer.wrap("Hello".getBytes(StandardCharsets.US_ASCII));
        assertEquals("890548656c6c6f", hex(ServerFrames.ping(hello)));
        assertEquals("8a0548656c6c6f", hex(ServerFrames.pong(hello)), "the buffer is as it was");
        assertEquals("880403e86f6b", hex(ServerFrames.close(1000, "ok")));
        assertEquals("8800", hex(ServerFrames.close(FrameReader.NO_CODE, "")));
    }

    @Test
    void a_part_of_a_buffer() {
        ByteBuffer whole = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
        assertArrayEquals(new byte[] {(byte) 0x82, 2, 2, 3}, ServerFrames.binary(whole));
    }

    /** RFC 6455, 1.3. */
    @Test
    void the_answer_to_a_key() {
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", OpeningKey.accept("dGhlIHNhbXBsZSBub25jZQ=="));
    }
}
