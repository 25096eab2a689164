package dev.parley.web.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameOutputTest {
    private final FakeStream client = new FakeStream();
    private final List<String> events = new ArrayList<>();
    private final FrameOutput output = new FrameOutput(client, () -> {
        assertFalse(holdsLock(), "no lock is held");
        events.add("broken");
    });

    private boolean holdsLock() {
        return Thread.holdsLock(output);
    }

    private static byte[] frame(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void write(String text) {
        output.write(frame(text), failure -> {
            assertFalse(holdsLock(), "no lock is held");
            events.add(text + (failure == null ? " sent" : " " + failure.getClass().getSimpleName()));
        });
    }

    private void inAnotherThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    @Test
    void a_frame_goes_out_at_once() {
        write("a");
        assertEquals(List.of("write a", "flush"), client.calls());
        assertEquals(List.of("a sent"), events);
        assertTrue(output.isEmpty());
    }

    @Test
    void what_is_held_goes_out_together() {
        output.hold(true);
        write("a");
        write("b");
        assertEquals(List.of(), client.calls());
        output.hold(false);
        write("c");
        assertEquals(List.of("write abc", "flush"), client.calls());
    }

    @Test
    void what_is_held_goes_out_when_it_is_released() {
        output.hold(true);
        write("a");
        output.release();
        assertEquals(List.of("write a", "flush"), client.calls());
        write("b");
        assertEquals(List.of("write a", "flush", "write b", "flush"), client.calls());
    }

    @Test
    void another_thread_waits_for_nobody_and_takes_along_what_is_held() throws InterruptedException {
        output.hold(true);
        write("a");
        inAnotherThread(() -> write("b"));
        assertEquals(List.of("write ab", "flush"), client.calls());
    }

    @Test
    void what_a_client_does_not_read_goes_out_in_one_write_later() {
        client.reads(1);
        write("a");
        write("b");
        write("c");
        assertEquals(List.of("write a"), client.calls(), "and not even flushed");
        client.reads(9);
        output.onWritePossible();
        assertEquals(List.of("write a", "write bc", "flush"), client.calls());
        assertEquals(List.of("a sent", "b sent", "c sent"), events);
    }

    @Test
    void a_flush_that_was_not_possible_is_made_up_for() {
        client.reads(1);
        write("a");
        assertFalse(output.isEmpty());
        client.reads(1);
        output.onWritePossible();
        assertEquals(List.of("write a", "flush"), client.calls());
        assertTrue(output.isEmpty());
    }

    @Test
    void the_end_waits_for_what_a_flush_has_left() {
        client.flushesInPart(true);
        client.reads(2);
        output.close(frame("z"), () -> events.add("end"));
        assertEquals(List.of(), events);
        client.flushesInPart(false);
        client.reads(1);
        output.onWritePossible();
        assertEquals(List.of("write z", "flush", "flush"), client.calls());
        assertEquals(List.of("end"), events);
    }

    @Test
    void when_too_much_waits_the_sender_does_until_it_is_read() {
        client.reads(0);
        String large = "*".repeat(65_537);
        write(large);
        assertEquals(List.of(), events);
        client.reads(9);
        output.onWritePossible();
        assertEquals(List.of(large + " sent"), events);
    }

    @Test
    void the_last_frame_goes_out_before_the_end() {
        client.reads(0);
        write("a");
        output.close(frame("z"), () -> events.add("end"));
        assertEquals(List.of("a sent"), events);
        client.reads(9);
        output.onWritePossible();
        assertEquals(List.of("write az", "flush"), client.calls());
        assertEquals(List.of("a sent", "end"), events);
    }

    @Test
    void nothing_follows_the_last_frame() {
        output.close(frame("z"), () -> events.add("end"));
        write("b");
        output.close(frame("y"), () -> events.add("end again"));
        assertEquals(List.of("write z", "flush"), client.calls());
        assertEquals(List.of("end", "b ClosedChannelException"), events);
    }

    @Test
    void a_write_that_fails_is_reported_once_and_ends_it() {
        client.fails(new IOException("gone"));
        write("a");
        write("b");
        assertEquals(List.of("broken", "a ClosedChannelException", "b ClosedChannelException"), events);
        assertEquals(List.of(), client.calls());
    }

    @Test
    void the_end_tells_who_waits() {
        client.reads(0);
        write("*".repeat(65_537));
        output.end();
        output.end();
        assertEquals(1, events.size());
        assertTrue(events.get(0).endsWith("ClosedChannelException"), events.get(0));
    }

    @Test
    void of_the_pongs_that_a_client_does_not_read_the_last_is_kept() {
        client.reads(0);
        write("*".repeat(65_537));
        output.writePong(frame("1"));
        output.writePong(frame("2"));
        client.reads(9);
        output.onWritePossible();
        assertTrue(client.calls().get(0).endsWith("*2"), "after what was said before");
    }

    @Test
    void who_waits_for_room_waits_for_a_while() throws IOException {
        client.reads(0);
        byte[] large = frame("*".repeat(65_537));
        IOException late = assertThrows(IOException.class, () -> output.writeAndWait(large, Duration.ofMillis(20)));
        assertEquals("the peer does not read", late.getMessage());
        client.reads(9);
        output.writeAndWait(large, Duration.ofSeconds(20));
        assertEquals(2, client.calls().size());
    }

    @Test
    void who_waits_for_room_hears_of_the_end() throws InterruptedException {
        client.reads(0);
        List<Throwable> thrown = new ArrayList<>();
        Thread waiting = new Thread(() -> {
            try {
                output.writeAndWait(frame("*".repeat(65_537)), Duration.ofSeconds(20));
            } catch (IOException e) {
                thrown.add(e);
            }
        });
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        output.end();
        waiting.join();
        assertEquals(ClosedChannelException.class, thrown.get(0).getClass());
        assertNull(thrown.get(0).getMessage());
    }
}
