package dev.parley.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    /** Java's own decoder knows what UTF-8 is. */
    @Test
    void the_jdk_is_of_the_same_opinion() {
        Random random = new Random(7);
        int[] likely = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff};
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) likely[random.nextInt(likely.length)];
            }
            assertEquals(isUtf8(bytes), isWhole(bytes), () -> HexFormat.of().formatHex(bytes));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        return !decoder.decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(10), true).isError();
    }

    private static boolean isWhole(byte[] bytes) {
        try {
            return Utf8.endOfWhole(bytes, 0, bytes.length) == bytes.length;
        } catch (ProtocolViolation violation) {
            return false;
        }
    }

    @Test
    void a_character_that_is_cut_off_is_left_for_later() throws ProtocolViolation {
        byte[] bytes = "aж中😀".getBytes(StandardCharsets.UTF_8);
        int[] ends = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
        for (int to = 0; to <= bytes.length; to++) {
            assertEquals(ends[to], Utf8.endOfWhole(bytes, 0, to));
        }
    }
}
