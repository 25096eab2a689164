package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes out: messages, pings and streams, and what listeners hear of them. */
class WebSocketSendingTest extends WebSocketConnectionFixture {
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
}
