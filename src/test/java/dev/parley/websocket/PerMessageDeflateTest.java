package dev.parley.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerMessageDeflateTest {
    private static final int LIMIT = 1_000_000;

    private static PerMessageDeflate inContext() {
        return new PerMessageDeflate(new DeflateAgreement(true, true, false), new DeflateOptions(Compression.CONTEXT, 100));
    }

    private static byte[] text(String text) {
        return ServerFrames.text(text, text.length());
    }

    /** What a client makes of a frame, with a decompressor that has seen those before. */
    private static String inflated(byte[] frame, Inflater inflater) throws DataFormatException {
        int start = ServerFrames.start(frame);
        byte[] payload = Arrays.copyOfRange(frame, start, frame.length);
        if ((frame[0] & Opcode.RSV1) == 0) {
            return new String(payload, StandardCharsets.UTF_8);
        }
        inflater.setInput(Conformance.joined(payload, new byte[] {0, 0, -1, -1}));
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        byte[] buffer = new byte[1_000];
        for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
            inflated.write(buffer, 0, count);
        }
        return inflated.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 124, 125, 126, 127, 1_000, 65_535, 65_536, 400_000})
    void a_message_by_itself(int length) throws DataFormatException {
        byte[] frame = text("ab".repeat(length / 2 + 1).substring(0, length));
        byte[] shorter = ServerFrames.compressed(frame);
        assertTrue(shorter.length < frame.length);
        assertEquals((byte) 0xc1, shorter[0], "whole, compressed, a text");
        assertEquals(shorter.length - ServerFrames.start(shorter), length(shorter), "the length of what was compressed");
        assertEquals("ab".repeat(length / 2 + 1).substring(0, length), inflated(shorter, new Inflater(true)));
    }

    private static int length(byte[] frame) {
        return switch (ServerFrames.start(frame)) {
            case 2 -> frame[1];
            case 4 -> ByteBuffer.wrap(frame).getShort(2) & 0xffff;
            default -> (int) ByteBuffer.wrap(frame).getLong(2);
        };
    }

    @Test
    void a_binary_message() {
        assertEquals((byte) 0xc2, ServerFrames.compressed(ServerFrames.binary(ByteBuffer.allocate(500)))[0]);
    }

    @Test
    void what_would_become_longer_stays_as_it_is() {
        byte[] noise = new byte[5_000];
        new Random(1).nextBytes(noise);
        byte[] frame = ServerFrames.binary(ByteBuffer.wrap(noise));
        assertSame(frame, ServerFrames.compressed(frame));
        byte[] hello = text("Hello");
        assertSame(hello, ServerFrames.compressed(hello));
    }

    /** The second message of RFC 7692, 7.2.3.2. */
    @Test
    void a_message_refers_to_those_before_it() throws DataFormatException {
        PerMessageDeflate deflate = inContext();
        Inflater client = new Inflater(true);
        String once = "{\"event\":\"new message\",\"text\":\"Hello\",\"from\":\"Peter\",\"room\":\"lobby\"}";
        byte[] first = deflate.next(text(once));
        byte[] second = deflate.next(text(once));
        assertTrue(second.length < 12, "mostly a reference: " + HexFormat.of().formatHex(second));
        assertEquals(once, inflated(first, client));
        assertEquals(once, inflated(second, client));
        deflate.end();
    }

    @Test
    void what_was_sent_as_it_is_is_not_referred_to() throws DataFormatException {
        PerMessageDeflate deflate = inContext();
        Inflater client = new Inflater(true);
        byte[] noise = new byte[500];
        new Random(1).nextBytes(noise);
        byte[] frame = ServerFrames.binary(ByteBuffer.wrap(noise));
        for (int i = 0; i < 5; i++) {
            assertSame(frame, deflate.next(frame), "the client has not got it, however often it was sent");
            String said = "again and again and again " + i;
            assertEquals(said, inflated(deflate.next(text(said)), client));
            assertEquals(said, inflated(deflate.next(text(said)), client));
        }
        deflate.end();
    }

    @Test
    void the_threshold_is_the_smallest_that_is_worth_it() {
        assertFalse(inContext().isWorthIt(99));
        assertTrue(inContext().isWorthIt(100));
    }

    @Test
    void after_the_end_nothing_is_compressed() {
        PerMessageDeflate deflate = inContext();
        byte[] frame = text("a".repeat(1_000));
        assertTrue(deflate.next(frame).length < 100);
        deflate.end();
        deflate.end();
        assertSame(frame, deflate.next(frame));
    }

    @Test
    void after_the_end_nothing_is_inflated() throws ProtocolViolation {
        PerMessageDeflate deflate = inContext();
        Listener client = new Listener(deflate);
        deflate.end();
        client.reads(Conformance.frame(0xc1, HexFormat.of().parseHex("f248cdc9c90700")));
        assertEquals(0, client.heard);
    }

    /** One megabyte that would inflate to one gigabyte. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_bomb_is_inflated_to_the_limit_and_no_further(boolean inOneFrame) throws ProtocolViolation {
        byte[] zeros = deflatedZeros(16_000_000);
        byte[] bomb = Conformance.joined(Collections.nCopies(64, zeros).toArray(byte[][]::new));
        byte[] frames = inOneFrame ? Conformance.frame(0xc2, bomb) : inFragments(bomb);
        Listener client = new Listener(inContext());
        long allocated = allocatedBytes();
        client.reads(frames);
        assertTrue(client.heard > LIMIT && client.heard <= LIMIT + FrameReader.CHUNK, "heard " + client.heard);
        assertTrue(allocatedBytes() - allocated < LIMIT, "allocated " + (allocatedBytes() - allocated));
        client.reads(Conformance.farewell(1000, ""));
        assertEquals(1000, client.code, "what comes behind it is understood");
    }

    private static byte[] inFragments(byte[] bomb) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int at = 0; at < bomb.length; at += 1_000) {
            int to = Math.min(at + 1_000, bomb.length);
            int first = (at == 0 ? 0x42 : 0) | (to == bomb.length ? 0x80 : 0);
            frames.writeBytes(Conformance.frame(first, Arrays.copyOfRange(bomb, at, to)));
        }
        return frames.toByteArray();
    }

    /** DEFLATE that may be repeated. */
    private static byte[] deflatedZeros(int count) {
        Deflater deflater = new Deflater(9, true);
        byte[] out = new byte[count / 500];
        deflater.setInput(new byte[count]);
        int size = deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, size);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void between_two_pieces_reading_may_stop() throws ProtocolViolation {
        byte[] frame = Conformance.frame(0xc2, deflatedZeros(100_000));
        Listener client = new Listener(inContext());
        int next = client.reader.read(frame, 0, frame.length);
        Arrays.fill(frame, (byte) 0xff); // the buffer is somebody else's meanwhile
        assertEquals(frame.length, next);
        assertEquals(FrameReader.CHUNK, client.heard);
        while (client.reader.isInflating()) {
            assertEquals(0, client.reader.read(new byte[0], 0, 0));
        }
        assertEquals(100_000, client.heard);
        assertEquals(1, client.messages);
    }

    @Test
    void a_frame_is_as_it_was() {
        byte[] frame = text("a".repeat(300));
        byte[] copy = frame.clone();
        ServerFrames.compressed(frame);
        assertArrayEquals(copy, frame);
    }

    /** Listens to no more than a limit, as a connection does. */
    private static final class Listener implements FrameSink {
        private final FrameReader reader;
        private long heard;
        private int messages;
        private int code;

        Listener(PerMessageDeflate deflate) {
            reader = new FrameReader(this, deflate);
        }

        void reads(byte[] bytes) throws ProtocolViolation {
            for (int at = 0; at >= 0 && (at < bytes.length || reader.isInflating()); ) {
                at = reader.read(bytes, at, Math.min(at + 16_384, bytes.length));
            }
        }

        @Override
        public boolean isListening() {
            return heard <= LIMIT;
        }

        @Override
        public void text(String part, boolean last) {
            heard += part.length();
        }

        @Override
        public void binary(byte[] bytes, int offset, int length, boolean last) {
            heard += length;
            messages += last ? 1 : 0;
        }

        @Override
        public void ping(byte[] data) {}

        @Override
        public void pong(byte[] data) {}

        @Override
        public void close(int code, String reason) {
            this.code = code;
        }
    }
}
