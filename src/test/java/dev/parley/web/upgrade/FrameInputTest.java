package dev.parley.web.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.websocket.DeflateAgreement;
import dev.parley.websocket.DeflateOptions;
import dev.parley.websocket.FrameReader;
import dev.parley.websocket.FrameSink;
import dev.parley.websocket.PerMessageDeflate;
import dev.parley.websocket.ProtocolViolation;
import dev.parley.websocket.ServerFrames;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameInputTest {
    private final List<String> events = new ArrayList<>();
    private final FakeStream client = new FakeStream();
    private final FrameInput input =
            new FrameInput(client, new FrameReader(new Sink()), new ReadBuffers(), new Listener());
    private Runnable onText = () -> {};

    /** A text of a few letters, with a mask that changes nothing. */
    private static byte[] text(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    private static byte[] slice(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Test
    void all_that_has_come_is_read() {
        client.sends(text("a"));
        client.sends(joined(text("b"), text("c")));
        input.onDataAvailable();
        assertEquals(List.of("a", "b", "c", "paused"), events);
    }

    @Test
    void half_a_frame_waits_for_the_other() {
        byte[] frame = text("hello");
        client.sends(Arrays.copyOf(frame, 8));
        input.onDataAvailable();
        client.sends(Arrays.copyOfRange(frame, 8, frame.length));
        input.onDataAvailable();
        assertEquals(List.of("paused", "hello", "paused"), events);
    }

    @Test
    void a_suspension_stops_between_two_frames_until_it_is_over() {
        onText = input::suspend;
        client.sends(joined(text("a"), text("b")));
        client.sends(text("c"));
        input.onDataAvailable();
        assertEquals(List.of("a", "paused"), events);
        onText = () -> {};
        input.resume();
        assertEquals(1, client.readerCalls());
        input.onDataAvailable();
        assertEquals(List.of("a", "paused", "b", "c", "paused"), events);
    }

    @Test
    void a_suspension_stops_between_two_pieces_of_what_is_compressed() {
        PerMessageDeflate deflate =
                new PerMessageDeflate(new DeflateAgreement(false, false, false), DeflateOptions.defaults());
        FrameInput compressed =
                new FrameInput(client, new FrameReader(new Sink(), deflate), new ReadBuffers(), new Listener());
        String piece = "*".repeat(FrameReader.CHUNK);
        byte[] frame = ServerFrames.compressed(ServerFrames.text(piece + piece + "end", 2 * FrameReader.CHUNK + 3));
        byte[] masked = joined(new byte[] {frame[0], (byte) (0x80 | frame[1])}, joined(new byte[4], slice(frame, 2)));
        onText = compressed::suspend;
        client.sends(masked);
        compressed.onDataAvailable();
        assertEquals(List.of(piece, "paused"), events);
        onText = () -> {};
        compressed.resume();
        compressed.onDataAvailable();
        assertEquals(List.of(piece, "paused", piece, "end", "paused"), events);
    }

    @Test
    void what_comes_during_a_suspension_is_read_after_it() {
        input.suspend();
        client.sends(text("a"));
        input.onDataAvailable();
        assertEquals(List.of("paused"), events);
        input.resume();
        input.onDataAvailable();
        assertEquals(List.of("paused", "a", "paused"), events);
    }

    @Test
    void calls_during_a_suspension_read_nothing() {
        input.suspend();
        client.sends(text("a"));
        input.onDataAvailable();
        assertTrue(input.isParked());
        input.onDataAvailable();
        assertEquals(1, client.left());
        assertEquals(List.of("paused"), events);
        input.resume();
        assertFalse(input.isParked());
    }

    @Test
    void a_resumption_leaves_the_rest_to_the_container_if_nothing_has_come() {
        input.suspend();
        input.resume();
        assertEquals(0, client.readerCalls());
        client.sends(text("a"));
        input.onDataAvailable();
        assertEquals(List.of("a", "paused"), events);
    }

    @Test
    void a_call_while_somebody_reads_is_not_lost() {
        client.whenEmpty(() -> {
            client.sends(text("b")); // and the container says so on another thread, before the first has gone
            input.onDataAvailable();
        });
        client.sends(text("a"));
        input.onDataAvailable();
        assertEquals(List.of("a", "b", "paused"), events);
    }

    @Test
    void after_a_violation_nothing_is_understood_but_all_is_read() {
        client.sends(joined(new byte[] {(byte) 0xf1, (byte) 0x80, 0, 0, 0, 0}, text("a")));
        client.sends(text("b"));
        input.onDataAvailable();
        assertEquals(List.of("violated 1002", "paused"), events);
        assertEquals(0, client.left());
    }

    @Test
    void the_end_is_told() {
        client.sends(text("a"));
        client.ends();
        input.onDataAvailable();
        assertEquals(List.of("a", "ended", "paused"), events);
    }

    @Test
    void one_container_must_be_stopped_from_telling_a_failure_for_ever() {
        input.onError(new EOFException());
        input.onError(new EOFException());
        assertThrows(IllegalStateException.class, () -> input.onError(new EOFException()));
        assertEquals(List.of("failed", "failed"), events);
    }

    private final class Sink implements FrameSink {
        @Override
        public void text(String part, boolean last) {
            events.add(part);
            onText.run();
        }

        @Override
        public void binary(byte[] bytes, int offset, int length, boolean last) {}

        @Override
        public void ping(byte[] data) {}

        @Override
        public void pong(byte[] data) {}

        @Override
        public void close(int code, String reason) {}
    }

    private final class Listener implements FrameInput.Listener {
        @Override
        public void violated(ProtocolViolation violation) {
            events.add("violated " + violation.code());
        }

        @Override
        public void failed(Throwable failure) {
            events.add("failed");
        }

        @Override
        public void ended() {
            events.add("ended");
        }

        @Override
        public void paused() {
            events.add("paused");
        }
    }
}
