package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that come in: put together, limited, in order, and not before their receiver wants them. */
class WebSocketReceivingTest extends WebSocketConnectionFixture {
    @Test
    void parts_are_joined() {
        connection.text("ab", false);
        connection.text("", false);
        connection.text("cd", true);
        connection.binary(ByteBuffer.wrap(new byte[] {1}), false);
        connection.binary(ByteBuffer.wrap(new byte[] {2}), true);
        assertEquals(Message.text("abcd"), received.get(0));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2}), ((Message.Binary) received.get(1)).bytes());
    }

    @Test
    void who_is_faster_than_an_address_may_be_loses_nothing_and_is_read_again_later() {
        transport.obey();
        for (int i = 0; i < 2_000; i++) { // as many as after a rest
            connection.text("a", true);
        }
        assertFalse(transport.isSuspended());
        connection.text("b", true);
        assertTrue(transport.isSuspended());
        assertEquals(2_001, received.size());
        clock.advance(Duration.ofMillis(1));
        assertFalse(transport.isSuspended());
        assertFalse(connection.isPaused());
    }

    @Test
    void pings_and_pongs_count_like_messages() {
        transport.obey();
        for (int i = 0; i < 1_000; i++) {
            connection.pinged();
            connection.pong(ByteBuffer.allocate(0));
        }
        assertFalse(transport.isSuspended());
        connection.pinged();
        assertTrue(transport.isSuspended());
        clock.advance(Duration.ofMillis(1));
        assertFalse(transport.isSuspended());
        connection.pong(ByteBuffer.allocate(0));
        connection.pong(ByteBuffer.allocate(0));
        assertTrue(transport.isSuspended());
    }

    @Test
    void a_message_may_be_as_large_as_the_limit_in_bytes_of_utf8() {
        connection.text("ééééé", true);
        assertEquals(1, received.size());
    }

    @Test
    void a_message_one_byte_larger_closes_with_1009() {
        connection.text("éééééx", true);
        assertEquals(List.of(), received);
        assertEquals(CloseStatus.TOO_BIG, transport.closed());
        assertEquals(List.of(CloseStatus.TOO_BIG), closed);
    }

    @Test
    void parts_that_grow_too_large_close_with_1009() {
        connection.binary(ByteBuffer.allocate(6), false);
        connection.binary(ByteBuffer.allocate(5), false);
        assertEquals(CloseStatus.TOO_BIG, transport.closed());
    }

    @Test
    void a_message_may_come_in_as_many_parts_as_the_limit_even_if_they_are_empty() {
        for (int message = 0; message < 2; message++) {
            for (int part = 1; part < 100; part++) {
                connection.text("", false);
            }
            connection.text("a", true);
        }
        assertEquals(List.of(Message.text("a"), Message.text("a")), received);
    }

    @Test
    void a_message_in_one_part_more_closes_with_1009() {
        for (int part = 1; part <= 100; part++) {
            connection.binary(ByteBuffer.allocate(0), false);
        }
        assertTrue(connection.isOpen());
        connection.binary(ByteBuffer.allocate(1), true);
        assertEquals(CloseStatus.TOO_BIG, transport.closed());
        assertEquals(List.of(), received);
    }

    @Test
    void as_many_messages_wait_for_the_listener_as_the_limit_and_one_more_closes_with_1008() {
        handler = message -> {
            received.add(message);
            if (received.size() == 1) { // while it is busy
                for (int i = 0; i < 3; i++) {
                    connection.text("waits", true);
                }
                assertTrue(connection.isOpen());
                connection.text("too many", true);
            }
        };
        connection.text("first", true);
        assertEquals(new CloseStatus(1008, "rate limit; retryAfter=5000"), transport.closed());
        assertEquals(List.of(Message.text("first")), received);
    }

    @Test
    void as_many_bytes_may_wait_until_they_are_handled_as_may_wait_to_be_sent_and_not_one_more() {
        List<Message> handled = new ArrayList<>();
        FakeTransport busy = new FakeTransport();
        ConnectionOptions options = new ConnectionOptions(
                1, MessageOptions.defaults(), HeartbeatOptions.defaults(), new OutboxOptions(10, 20, Duration.ofSeconds(10)));
        WebSocketConnection narrow = new Connections(options, clock, Runnable::run)
                .open(OpeningRequests.any(), busy, made -> new Receiver() {
                    @Override
                    public void received(Message message) {
                        handled.add(message);
                        if (handled.size() == 1) { // while it is busy
                            made.text("ten bytes!", true);
                            made.text("ten bytes!", true);
                            assertTrue(made.isOpen());
                            made.text("!", true);
                        }
                    }

                    @Override
                    public void closed(CloseStatus status) {}
                })
                .orElseThrow();
        narrow.text("first", true);
        assertEquals(CloseStatus.TOO_MUCH_UNHANDLED, busy.closed());
    }

    @Test
    void a_message_that_never_ends_is_given_up() {
        connection.text("a", false);
        for (int second = 0; second < 60; second++) {
            connection.pong(ByteBuffer.allocate(0));
            connection.text("", false);
            clock.advance(Duration.ofSeconds(1));
        }
        assertTrue(connection.isOpen());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(CloseStatus.UNFINISHED_MESSAGE, transport.closed());
    }

    @Test
    void what_arrives_while_a_message_is_handled_comes_after_it() {
        List<String> order = new ArrayList<>();
        handler = message -> {
            order.add("begin " + ((Message.Text) message).text());
            if (order.size() == 1) {
                connection.text("b", true);
            }
            order.add("end " + ((Message.Text) message).text());
        };
        connection.text("a", true);
        assertEquals(List.of("begin a", "end a", "begin b", "end b"), order);
    }

    @Test
    void a_receiver_of_parts_gets_them_as_they_come_whatever_their_length_together() {
        List<String> parts = new ArrayList<>();
        WebSocketConnection streaming = connections
                .open(OpeningRequests.any(), new FakeTransport(), made -> new PartReceiver() {
                    @Override
                    public void binary(ByteBuffer part, boolean last) {
                        parts.add(part.remaining() + (last ? " last" : ""));
                    }

                    @Override
                    public void received(Message message) {
                        parts.add("text");
                    }

                    @Override
                    public void closed(CloseStatus status) {}
                })
                .orElseThrow();
        for (int i = 0; i < 3; i++) {
            streaming.binary(ByteBuffer.allocate(9), i == 2);
        }
        streaming.text("a", true);
        assertEquals(List.of("9", "9", "9 last", "text"), parts);
    }

    @Test
    void while_it_is_paused_the_thread_that_delivers_waits_and_silence_does_not_end_it() throws Exception {
        connection.pause();
        Thread delivering = new Thread(() -> connection.text("late", true));
        delivering.start();
        awaitState(delivering, Thread.State.WAITING);
        clock.advance(Duration.ofMinutes(5));
        assertEquals(Connection.State.OPEN, connection.state());
        assertEquals(List.of(), received);
        connection.resume();
        delivering.join(5_000);
        assertEquals(List.of(Message.text("late")), received);
    }

    @Test
    void the_end_lets_go_of_a_thread_that_waits() throws Exception {
        connection.pause();
        Thread delivering = new Thread(() -> connection.text("lost", true));
        delivering.start();
        awaitState(delivering, Thread.State.WAITING);
        connection.terminate();
        delivering.join(5_000);
        assertFalse(delivering.isAlive());
        assertEquals(List.of(), received);
    }

    @Test
    void an_unfinished_message_has_its_time_after_a_pause() {
        connection.text("a", false);
        connection.pause();
        clock.advance(Duration.ofMinutes(5));
        connection.resume();
        clock.advance(Duration.ofSeconds(5));
        connection.text("b", true);
        assertEquals(List.of(Message.text("ab")), received);
    }

    private static void awaitState(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (thread.getState() != state) {
            assertTrue(System.nanoTime() < deadline, "the thread is " + thread.getState());
            Thread.onSpinWait();
        }
    }
}
