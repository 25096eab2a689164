package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final FakeTransport transport = new FakeTransport();
    private final List<CloseStatus> givenUp = new ArrayList<>();
    private final Outbox outbox =
            new Outbox(transport, new OutboxOptions(3, 100, Duration.ofSeconds(10)), clock, givenUp::add);

    private boolean send(String text) {
        return outbox.send(List.of(Message.text(text)), false);
    }

    private boolean sendDroppable(String text) {
        return outbox.send(List.of(Message.text(text)), true);
    }

    @Test
    void messages_leave_in_order() {
        send("a");
        send("b");
        assertEquals(List.of("a", "b"), transport.texts());
    }

    @Test
    void one_send_is_in_flight_at_a_time() {
        transport.stall();
        send("a");
        send("b");
        assertEquals(List.of("a"), transport.texts());
        transport.resume();
        assertEquals(List.of("a", "b"), transport.texts());
        assertEquals(1, transport.mostInFlight());
    }

    @Test
    void ten_thousand_waiting_messages_do_not_deepen_the_stack() {
        Outbox large = new Outbox(
                transport, new OutboxOptions(20_000, 1_000_000, Duration.ofSeconds(10)), clock, givenUp::add);
        transport.stall();
        for (int i = 0; i < 10_000; i++) {
            large.send(List.of(Message.text("x")), false);
        }
        transport.resume();
        assertEquals(10_000, transport.texts().size());
    }

    @Test
    void the_limit_of_messages_may_be_reached_and_one_beyond_gives_the_connection_up() {
        transport.stall();
        send("in flight");
        assertTrue(send("1") && send("2") && send("3"));
        assertEquals(List.of(), givenUp);
        assertFalse(send("4"));
        assertEquals(List.of(CloseStatus.OUTBOX_FULL), givenUp);
    }

    @Test
    void the_limit_of_bytes_may_be_reached_and_one_beyond_gives_the_connection_up() {
        transport.stall();
        send("in flight");
        assertTrue(send("x".repeat(50)) && send("y".repeat(50)));
        assertEquals(109, outbox.bufferedBytes());
        assertFalse(send("x"));
        assertEquals(List.of(CloseStatus.OUTBOX_FULL), givenUp);
    }

    @Test
    void a_message_larger_than_the_whole_outbox_leaves_when_nothing_waits() {
        assertTrue(send("x".repeat(1_000)));
        assertEquals(1, transport.texts().size());
    }

    @Test
    void a_droppable_message_leaves_at_once_or_not_at_all() {
        assertTrue(sendDroppable("typing 1"));
        transport.stall();
        send("in flight");
        assertFalse(sendDroppable("typing 2"));
        send("1");
        transport.resume();
        assertTrue(sendDroppable("typing 3"));
        assertEquals(List.of("typing 1", "in flight", "1", "typing 3"), transport.texts());
        assertEquals(1, outbox.dropped());
        assertEquals(List.of(), givenUp);
    }

    @Test
    void what_is_held_leaves_when_told_before_what_comes_after() {
        MessageQueue elsewhere = new MessageQueue(OutboxOptions.defaults());
        elsewhere.add(List.of(Message.text("a"), Message.text("b")));
        outbox.hold(elsewhere, UnaryOperator.identity());
        assertEquals(List.of(), transport.texts());
        send("c");
        assertEquals(List.of("a", "b", "c"), transport.texts());
    }

    @Test
    void what_is_enqueued_is_accepted_at_once_and_leaves_when_told() {
        assertTrue(outbox.enqueue(List.of(Message.text("a"), Message.text("b"))));
        assertEquals(List.of(), transport.texts());
        outbox.pump();
        assertEquals(List.of("a", "b"), transport.texts());
    }

    @Test
    void nothing_slips_past_what_did_not_fit_and_the_connection_is_given_up_when_no_lock_is_held() {
        Outbox small = new Outbox(transport, new OutboxOptions(2, 1_000, Duration.ofSeconds(10)), clock, givenUp::add);
        assertTrue(small.enqueue(List.of(Message.text("a"))));
        assertFalse(small.enqueue(List.of(Message.text("b"), Message.text("c"))));
        assertFalse(small.enqueue(List.of(Message.text("d"))), "there would be room");
        assertEquals(List.of(), givenUp);
        small.pump();
        small.pump();
        assertEquals(List.of(CloseStatus.OUTBOX_FULL), givenUp);
        assertEquals(List.of(), transport.texts());
    }

    @Test
    void messages_that_belong_together_have_nothing_between_them() throws Exception {
        Outbox large = new Outbox(
                transport, new OutboxOptions(100_000, 10_000_000, Duration.ofSeconds(10)), clock, givenUp::add);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        for (int t = 0; t < 4; t++) {
            threads.execute(() -> {
                awaitQuietly(start);
                for (int i = 0; i < 1_000; i++) {
                    large.send(List.of(Message.text("header"), Message.text("attachment")), false);
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        List<String> expected = new ArrayList<>();
        Collections.nCopies(4_000, List.of("header", "attachment")).forEach(expected::addAll);
        assertEquals(expected, transport.texts());
        assertEquals(1, transport.mostInFlight());
    }

    @Test
    void a_send_that_takes_too_long_gives_the_connection_up() {
        transport.stall();
        send("a");
        clock.advance(Duration.ofSeconds(10));
        outbox.checkDeadline(clock.now());
        assertEquals(List.of(), givenUp);
        clock.advance(Duration.ofMillis(1));
        outbox.checkDeadline(clock.now());
        assertEquals(List.of(CloseStatus.WRITE_TIMEOUT), givenUp);
    }

    @Test
    void a_failed_send_gives_the_connection_up() {
        transport.stall();
        send("a");
        transport.fail();
        assertEquals(List.of(CloseStatus.WRITE_FAILED), givenUp);
    }

    @Test
    void what_waits_leaves_before_the_close() {
        transport.stall();
        send("a");
        send("b");
        outbox.closeWhenEmpty(CloseStatus.NORMAL);
        assertFalse(send("too late"));
        assertEquals(List.of(), givenUp);
        transport.resume();
        assertEquals(List.of("a", "b"), transport.texts());
        assertEquals(List.of(CloseStatus.NORMAL), givenUp);
    }

    @Test
    void no_ping_is_sent_while_a_message_is_in_flight() {
        transport.stall();
        send("a");
        Pings pings = new Pings(transport);
        assertFalse(pings.heartbeat(outbox));
        transport.resume();
        assertTrue(pings.heartbeat(outbox));
        assertEquals(1, transport.pings());
    }

    @Test
    void nothing_is_accepted_after_it_has_closed() {
        outbox.close();
        assertFalse(send("a"));
        assertEquals(List.of(), transport.texts());
        assertNull(transport.closed());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
