package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.ListenerRecorder;
import dev.parley.connection.Message;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection beneath a session, over polls, over a WebSocket, and from one to the other. */
class SessionConnectionTest {
    private final EngineFixture engine = new EngineFixture(EngineFixture.withoutHeartbeat());
    private final ListenerRecorder recorder = new ListenerRecorder();

    @Test
    void it_says_what_carries_the_session() {
        EngineClient client = engine.polling("4");
        Connection connection = client.session().connection();
        assertEquals(OptionalInt.of(4), connection.revision());
        assertEquals("polling", connection.transport());
        assertEquals(Connection.State.OPEN, connection.state());
        client.webSocket().send("2probe").send("5");
        assertEquals("websocket", connection.transport());
        assertEquals(OptionalInt.of(3), engine.webSocket("3").client().session().connection().revision());
    }

    @Test
    void a_send_over_polling_is_complete_when_a_poll_has_taken_it() {
        EngineClient client = engine.polling("4");
        Connection connection = client.session().connection();
        CompletableFuture<Void> sent = connection.send(Message.text("a")).toCompletableFuture();
        assertEquals(2, connection.bufferedBytes());
        assertFalse(sent.isDone());
        assertEquals("4a", client.poll().answer());
        assertTrue(sent.isDone());
        assertEquals(0, connection.bufferedBytes());
    }

    @Test
    void a_send_that_waits_during_an_upgrade_is_complete_on_the_web_socket() {
        EngineClient client = engine.polling("4");
        CompletableFuture<Void> sent =
                client.session().connection().send(Message.text("a")).toCompletableFuture();
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        assertFalse(sent.isDone());
        webSocket.send("5");
        assertEquals(List.of("3probe", "4a"), webSocket.texts());
        assertTrue(sent.isDone());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_send_fails_when_the_session_ends_before(boolean isPolling) {
        EngineClient client = isPolling ? engine.polling("4") : stalled();
        Connection connection = client.session().connection();
        CompletableFuture<Void> sent = connection.send(Message.text("a")).toCompletableFuture();
        connection.terminate();
        assertInstanceOf(ClosedChannelException.class, causeOf(sent));
        assertEquals(Connection.State.CLOSED, connection.state());
        assertEquals(List.of("closed: forced close (terminated)"), client.heard());
        assertInstanceOf(
                ClosedChannelException.class, causeOf(connection.send(Message.text("b")).toCompletableFuture()));
    }

    private EngineClient stalled() {
        EngineClient.WebSocket webSocket = engine.webSocket("4");
        webSocket.transport.stall();
        return webSocket.client();
    }

    @Test
    void over_polling_a_ping_is_a_packet() {
        EngineClient client = engine.polling("4");
        CompletableFuture<Duration> ping =
                client.session().connection().ping().toCompletableFuture();
        assertEquals("2", client.poll().answer());
        assertFalse(ping.isDone());
        client.post("3");
        assertFalse(ping.join().isNegative());
    }

    @Test
    void the_answer_to_the_heartbeat_is_not_taken_for_that_to_a_ping() {
        EngineFixture beating = new EngineFixture();
        EngineClient client = beating.polling("4");
        beating.advance(310);
        CompletableFuture<Duration> ping =
                client.session().connection().ping().toCompletableFuture();
        client.post("3");
        assertFalse(ping.isDone());
        client.post("3");
        assertTrue(ping.isDone());
    }

    @Test
    void clients_of_revision_3_answer_no_pings_over_polling() {
        assertInstanceOf(
                UnsupportedOperationException.class,
                causeOf(engine.polling("3").session().connection().ping().toCompletableFuture()));
    }

    @Test
    void over_a_web_socket_a_ping_is_a_frame() {
        EngineClient.WebSocket webSocket = engine.webSocket("3");
        CompletableFuture<Duration> ping =
                webSocket.client().session().connection().ping().toCompletableFuture();
        assertEquals(1, webSocket.transport.pings());
        webSocket.pong(webSocket.transport.lastPing());
        assertTrue(ping.isDone());
    }

    @Test
    void a_ping_fails_when_the_session_ends() {
        EngineClient client = engine.polling("4");
        CompletableFuture<Duration> ping =
                client.session().connection().ping().toCompletableFuture();
        client.session().close();
        client.poll();
        client.poll();
        assertInstanceOf(ClosedChannelException.class, causeOf(ping));
    }

    @Test
    void listeners_hear_packets_as_frames_whatever_carries_them() {
        EngineClient client = engine.polling("4");
        client.session().connection().addListener(recorder);
        client.post("4hi<1e>bAQID<1e>3");
        assertEquals(List.of("packet 4hi", "packet of 3 bytes", "packet 3", "pong "), recorder.heard());
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe").send("5");
        assertEquals(List.of("upgraded to websocket"), recorder.heard());
        webSocket.send("4again");
        assertEquals(List.of("packet 4again"), recorder.heard());
    }

    @Test
    void listeners_hear_pings_of_revision_3() {
        EngineClient.WebSocket webSocket = engine.webSocket("3");
        webSocket.client().session().connection().addListener(recorder);
        webSocket.send("2data");
        assertEquals(List.of("packet 2data", "ping data"), recorder.heard().subList(0, 2));
    }

    @Test
    void listeners_hear_that_everything_has_left_before_and_after_an_upgrade() {
        EngineClient client = engine.polling("4");
        client.session().connection().addListener(recorder);
        client.session().send(Message.text("a"), false);
        assertEquals(List.of(), recorder.heard());
        client.poll();
        assertEquals(List.of("drained"), recorder.heard());
        client.webSocket().send("2probe").send("5");
        recorder.heard();
        client.session().send(Message.text("b"), false);
        assertEquals(List.of("drained"), recorder.heard());
    }

    @Test
    void listeners_hear_the_end_once() {
        EngineClient.WebSocket webSocket = engine.webSocket("4");
        webSocket.client().session().connection().addListener(recorder);
        webSocket.leaves(1001, "");
        assertEquals(List.of("closed 1000 transport close"), recorder.heard());
    }

    @Test
    void a_web_socket_is_closed_with_the_applications_own_code_and_reason() {
        EngineClient.WebSocket webSocket = engine.webSocket("4");
        webSocket.client().session().connection().close(new CloseStatus(4000, "enough"));
        assertEquals(new CloseStatus(4000, "enough"), webSocket.closed());
        assertEquals(List.of("closed: forced close"), webSocket.heard());
    }

    @Test
    void a_client_that_polls_is_closed_with_its_next_poll() {
        EngineClient client = engine.polling("4");
        Connection connection = client.session().connection();
        connection.close(new CloseStatus(4000, "enough"));
        assertEquals(Connection.State.CLOSING, connection.state());
        assertTrue(client.poll().answer().endsWith("1"));
        assertEquals(Connection.State.CLOSED, connection.state());
    }

    @Test
    void while_it_is_paused_a_post_gets_no_answer_and_silence_does_not_end_it() {
        EngineFixture beating = new EngineFixture();
        EngineClient client = beating.polling("4");
        Connection connection = client.session().connection();
        connection.pause();
        client.http().postBegins();
        FakePost post = client.postBody("4a", new FakePost());
        beating.advance(5_000);
        assertEquals("unanswered", post.answer());
        assertEquals(List.of(), client.heard());
        connection.resume();
        assertEquals("ok", post.answer());
        assertEquals(List.of("a"), client.heard());
        assertEquals("ok", client.post("4b"));
        beating.advance(1_000);
        assertEquals(Connection.State.CLOSED, connection.state(), "from now on silence counts");
    }

    @Test
    void a_post_that_is_held_is_answered_when_the_session_ends() {
        EngineClient client = engine.polling("4");
        client.session().connection().pause();
        client.http().postBegins();
        FakePost post = client.postBody("4a", new FakePost());
        client.session().connection().terminate();
        assertNotEquals("unanswered", post.answer());
        assertEquals(List.of("closed: forced close (terminated)"), client.heard());
    }

    @Test
    void a_pause_outlasts_an_upgrade() throws Exception {
        EngineClient client = engine.polling("4");
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        client.session().connection().pause();
        webSocket.send("5");
        Thread delivering = new Thread(() -> webSocket.send("4a"));
        delivering.start();
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (delivering.getState() != Thread.State.WAITING) {
            assertTrue(System.nanoTime() < deadline, "nothing holds the thread");
            Thread.onSpinWait();
        }
        assertEquals(List.of(), client.heard());
        client.session().connection().resume();
        delivering.join(5_000);
        assertEquals(List.of("a"), client.heard());
    }

    @Test
    void messages_of_a_session_are_packets_and_no_streams() {
        Connection connection = engine.polling("4").session().connection();
        assertThrows(UnsupportedOperationException.class, connection::openBinary);
    }

    private static Throwable causeOf(CompletableFuture<?> failed) {
        assertTrue(failed.isDone());
        return assertThrows(CompletionException.class, failed::join).getCause();
    }
}
