package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.VirtualScheduler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WebSocketConnectionTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final FakeTransport transport = new FakeTransport();
    private final List<Message> received = new ArrayList<>();
    private final List<CloseStatus> closed = new ArrayList<>();
    private Consumer<Message> handler = received::add;
    private final Connections connections = new Connections(
            new ConnectionOptions(
                    2,
                    new MessageOptions(10, 100, Duration.ofSeconds(60), 3, 1),
                    HeartbeatOptions.defaults(),
                    OutboxOptions.defaults()),
            clock,
            Runnable::run);

    private final WebSocketConnection connection = open();

    private WebSocketConnection open() {
        return connections.open(OpeningRequests.any(), transport, made -> new Receiver() {
                    @Override
                    public void received(Message message) {
                        handler.accept(message);
                    }

                    @Override
                    public void closed(CloseStatus status) {
                        closed.add(status);
                    }
                })
                .orElseThrow();
    }

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
        assertEquals(CloseStatus.RATE_LIMIT, transport.closed());
        assertEquals(List.of(Message.text("first")), received);
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
    void it_is_pinged_after_25_seconds_and_given_up_after_20_seconds_of_silence() {
        clock.advance(Duration.ofSeconds(24));
        assertEquals(0, transport.pings());
        clock.advance(Duration.ofSeconds(2));
        assertEquals(1, transport.pings());
        clock.advance(Duration.ofSeconds(18));
        assertTrue(connection.isOpen());
        clock.advance(Duration.ofSeconds(4));
        assertFalse(connection.isOpen());
        assertEquals(List.of(CloseStatus.PING_TIMEOUT), closed);
        assertEquals(0, connections.count());
    }

    @Test
    void a_pong_keeps_it_alive() {
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofSeconds(5));
            connection.pong(ByteBuffer.allocate(0));
        }
        assertTrue(connection.isOpen());
        assertTrue(transport.pings() >= 35, "pings: " + transport.pings());
    }

    @Test
    void the_time_our_own_handler_takes_is_not_the_peers_silence() {
        clock.advance(Duration.ofSeconds(26));
        assertEquals(1, transport.pings());
        handler = message -> clock.advance(Duration.ofSeconds(60));
        connection.text("slow", true);
        assertTrue(connection.isOpen());
    }

    @Test
    void it_ends_once_whoever_ends_it() {
        connection.closedByPeer(CloseStatus.NORMAL);
        connection.closedByPeer(CloseStatus.ABNORMAL);
        connection.close(CloseStatus.REPLACED);
        assertEquals(List.of(CloseStatus.NORMAL), closed);
        assertNull(transport.closed());
    }

    @Test
    void nothing_reaches_the_receiver_after_the_end() {
        connection.close(CloseStatus.NORMAL);
        connection.text("late", true);
        assertEquals(List.of(), received);
    }

    @Test
    void a_peer_that_goes_on_after_our_close_fills_no_memory() {
        connection.close(CloseStatus.NORMAL);
        connection.binary(ByteBuffer.allocate(11), false);
        assertEquals(CloseStatus.NORMAL, transport.closed());
    }

    @Test
    void a_connection_whose_receiver_cannot_be_made_is_closed_with_1011() {
        FakeTransport other = new FakeTransport();
        connections.open(OpeningRequests.any(), other, made -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(CloseStatus.INTERNAL_ERROR, other.closed());
        assertEquals(1, connections.count());
    }

    @Test
    void a_peer_that_does_not_read_is_closed_when_the_server_stops() throws Exception {
        transport.stall();
        connection.send(List.of(Message.text("a")), false);
        connection.send(List.of(Message.text("b")), false);
        connections.close(Duration.ofMillis(10));
        assertEquals(CloseStatus.SHUTTING_DOWN, transport.closed());
        assertEquals(0, connections.count());
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
    void there_are_no_more_connections_than_the_limit() {
        assertTrue(connections.hasRoom());
        open();
        assertFalse(connections.hasRoom());
        FakeTransport third = new FakeTransport();
        assertEquals(Optional.empty(), connections.open(OpeningRequests.any(), third, made -> null));
        assertEquals(CloseStatus.TRY_AGAIN_LATER, third.closed());
        connection.close(CloseStatus.NORMAL);
        assertEquals(1, connections.count());
    }

    @Test
    void closing_the_server_closes_every_connection_with_1001() {
        connections.close();
        assertEquals(CloseStatus.SHUTTING_DOWN, transport.closed());
        FakeTransport late = new FakeTransport();
        assertEquals(Optional.empty(), connections.open(OpeningRequests.any(), late, made -> null));
        assertEquals(CloseStatus.SHUTTING_DOWN, late.closed());
        assertEquals(0, connections.count());
        assertEquals(0, clock.waiting());
    }

    @Test
    void its_state_goes_from_connecting_to_closed() {
        List<Connection.State> states = new ArrayList<>();
        WebSocketConnection fresh = connections
                .open(OpeningRequests.any(), new FakeTransport(), made -> {
                    states.add(made.state());
                    return new Receiver() {
                        @Override
                        public void received(Message message) {}

                        @Override
                        public void closed(CloseStatus status) {
                            states.add(made.state());
                        }
                    };
                })
                .orElseThrow();
        assertEquals(Connection.State.OPEN, fresh.state());
        fresh.closedByPeer(CloseStatus.NORMAL);
        assertEquals(List.of(Connection.State.CONNECTING, Connection.State.CLOSED), states);
    }

    @Test
    void it_is_closing_until_what_waits_has_been_sent() {
        transport.stall();
        connection.send(List.of(Message.text("last")), false);
        connection.close(CloseStatus.NORMAL);
        assertEquals(Connection.State.CLOSING, connection.state());
        assertEquals(4, connection.bufferedBytes());
        transport.resume();
        assertEquals(Connection.State.CLOSED, connection.state());
        assertEquals(0, connection.bufferedBytes());
        assertEquals(CloseStatus.NORMAL, transport.closed());
    }

    @Test
    void terminated_it_does_not_wait_for_what_is_in_flight() {
        transport.stall();
        connection.send(List.of(Message.text("never read")), false);
        connection.close(CloseStatus.NORMAL);
        connection.terminate();
        assertEquals(CloseStatus.TERMINATED, transport.closed());
        assertEquals(List.of(CloseStatus.TERMINATED), closed);
    }

    @Test
    void a_send_is_complete_when_the_container_has_the_message() {
        transport.stall();
        CompletableFuture<Void> first = connection.send(Message.text("a")).toCompletableFuture();
        CompletableFuture<Void> second = connection.send(Message.text("b")).toCompletableFuture();
        connection.send(List.of(Message.text("c")), false);
        assertFalse(first.isDone());
        transport.release();
        assertTrue(first.isDone());
        assertFalse(second.isDone());
        transport.resume();
        assertTrue(second.isDone());
        assertEquals(List.of("a", "b", "c"), transport.texts());
    }

    @Test
    void a_send_fails_when_the_connection_ends_before_or_has_ended() {
        transport.stall();
        CompletableFuture<Void> waiting = connection.send(Message.text("a")).toCompletableFuture();
        connection.terminate();
        assertInstanceOf(ClosedChannelException.class, causeOf(waiting));
        assertInstanceOf(ClosedChannelException.class, causeOf(connection.send(Message.text("b")).toCompletableFuture()));
    }

    @Test
    void a_ping_is_answered_by_the_pong_with_the_same_data() {
        CompletableFuture<Duration> first = connection.ping().toCompletableFuture();
        CompletableFuture<Duration> second = connection.ping().toCompletableFuture();
        connection.pong(ByteBuffer.wrap("unasked!".getBytes(StandardCharsets.UTF_8)).limit(7));
        assertFalse(first.isDone());
        connection.pong(transport.lastPing());
        assertTrue(first.isDone(), "a peer may answer the last of several alone");
        assertFalse(second.join().isNegative());
    }

    @Test
    void a_ping_waits_for_its_turn_and_fails_when_the_connection_ends() {
        transport.stall();
        connection.send(List.of(Message.text("a")), false);
        CompletableFuture<Duration> ping = connection.ping().toCompletableFuture();
        assertEquals(0, transport.pings());
        transport.resume();
        assertEquals(1, transport.pings());
        connection.closedByPeer(CloseStatus.NORMAL);
        assertInstanceOf(ClosedChannelException.class, causeOf(ping));
    }

    @Test
    void listeners_hear_packets_pongs_and_the_end() {
        ListenerRecorder recorder = new ListenerRecorder();
        connection.addListener(recorder);
        connection.addListener(recorder);
        connection.text("hi", true);
        connection.pong(ByteBuffer.wrap(new byte[] {'x'}));
        assertEquals(List.of("packet hi", "pong x"), recorder.heard());
        connection.failed(new IOException("reset"));
        connection.closedByPeer(new CloseStatus(1001, "bye"));
        assertEquals(List.of("failed: reset", "closed 1001 \"bye\""), recorder.heard());
        assertEquals(List.of(Message.text("hi")), received);
    }

    @Test
    void listeners_hear_once_that_everything_has_left() {
        ListenerRecorder recorder = new ListenerRecorder();
        connection.addListener(recorder);
        transport.stall();
        connection.send(List.of(Message.text("a"), Message.text("b")), false);
        assertEquals(List.of(), recorder.heard());
        transport.resume();
        assertEquals(List.of("drained"), recorder.heard());
        connection.removeListener(recorder);
        connection.send(List.of(Message.text("c")), false);
        assertEquals(List.of(), recorder.heard());
    }

    @Test
    void listeners_hear_why_a_message_could_not_be_sent() {
        ListenerRecorder recorder = new ListenerRecorder();
        connection.addListener(recorder);
        transport.stall();
        connection.send(List.of(Message.text("a")), false);
        transport.fail();
        assertEquals(List.of("failed: broken pipe", "closed 1006 write failed"), recorder.heard());
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

    @Test
    void a_stream_leaves_in_fragments_after_what_was_sent_before_and_before_what_is_sent_after() throws Exception {
        connection.send(List.of(Message.text("before")), false);
        OutputStream stream = connection.openBinary();
        connection.send(List.of(Message.text("after")), false);
        stream.write(new byte[20_000]);
        stream.flush();
        stream.write(1);
        assertEquals(List.of("before"), transport.texts());
        stream.close();
        stream.close();
        assertEquals(List.of("16384", "3616", "1 last"), transport.parts());
        assertEquals(List.of("before", "after"), transport.texts());
    }

    @Test
    void a_stream_that_its_writer_leaves_open_is_no_slow_peer() {
        assertDoesNotThrow(connection::openBinary);
        clock.advance(Duration.ofSeconds(20));
        assertEquals(Connection.State.OPEN, connection.state());
    }

    @Test
    void a_stream_ends_with_its_connection() {
        OutputStream stream = connection.openBinary();
        connection.terminate();
        assertThrows(ClosedChannelException.class, () -> stream.write(new byte[20_000]));
        assertThrows(ClosedChannelException.class, () -> connection.openBinary().write(new byte[20_000]));
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

    private static void awaitState(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (thread.getState() != state) {
            assertTrue(System.nanoTime() < deadline, "the thread is " + thread.getState());
            Thread.onSpinWait();
        }
    }

    private static Throwable causeOf(CompletableFuture<?> failed) {
        assertTrue(failed.isDone());
        return assertThrows(CompletionException.class, failed::join).getCause();
    }
}
