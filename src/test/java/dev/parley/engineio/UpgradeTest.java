package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.OutboxOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session that begins with polls and goes on over a WebSocket. */
class UpgradeTest extends UpgradeFixture {
    @Test
    void a_probe_is_answered_on_its_web_socket() {
        EngineClient.WebSocket webSocket = client.webSocket();
        assertEquals(List.of(), webSocket.texts());
        webSocket.send("2probe");
        assertEquals(List.of("3probe"), webSocket.texts());
        assertEquals(TransportName.POLLING, client.session().transport());
        webSocket.send("5");
        assertEquals(List.of(), webSocket.texts());
        assertEquals(TransportName.WEBSOCKET, client.session().transport());
        assertEquals(1, engine.connections.count());
    }

    @ParameterizedTest
    @CsvSource({"3, 1:6", "4, 6"})
    void a_poll_that_is_held_ends_with_noop_at_once(String revision, String noop) {
        EngineClient polling = engine.polling(revision);
        FakePoll held = polling.poll();
        polling.webSocket().send("2probe");
        assertEquals(noop, held.answer());
    }

    @ParameterizedTest
    @CsvSource({"3, 1:6", "4, 6"})
    void a_poll_that_comes_after_the_probe_ends_with_noop_a_moment_later(String revision, String noop) {
        EngineClient polling = engine.polling(revision);
        EngineClient.WebSocket webSocket = polling.webSocket().send("2probe");
        for (int i = 0; i < 3; i++) {
            FakePoll poll = polling.poll();
            assertEquals("held", poll.answer());
            engine.advance(100);
            assertEquals(noop, poll.answer());
        }
        webSocket.send("5");
        assertEquals(TransportName.WEBSOCKET, polling.session().transport());
    }

    @Test
    void a_poll_that_is_overtaken_by_the_change_is_refused() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        FakePoll poll = client.poll();
        webSocket.send("5");
        assertEquals(MISMATCH, poll.answer());
        engine.advance(1_000);
        assertEquals(MISMATCH, poll.answer());
        assertTrue(client.session().isOpen());
    }

    @Test
    void messages_go_out_with_a_poll_until_the_change() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        FakePoll poll = client.poll();
        send("a");
        assertEquals("4a", poll.answer());
        send("b");
        assertEquals("4b", client.poll().answer());
        assertEquals(List.of("3probe"), webSocket.texts());
        engine.advance(1_000);
    }

    @Test
    void messages_keep_their_order_before_between_and_after() {
        send("1");
        EngineClient.WebSocket webSocket = client.webSocket();
        send("2");
        assertEquals("41<1e>42", client.poll().answer());
        FakePoll held = client.poll();
        webSocket.send("2probe");
        assertEquals("6", held.answer());
        send("3");
        client.session().send(Message.binary(ByteBuffer.wrap(new byte[] {4})), false);
        send("5");
        webSocket.send("5");
        send("6");
        assertEquals(List.of("3probe", "43", "<04>", "45", "46"), webSocket.texts());
        assertEquals(MISMATCH, client.poll().answer());
    }

    @ParameterizedTest
    @CsvSource({"4, bBA==", "3, b4BA=="})
    void what_waited_reaches_a_client_that_can_take_no_binary_as_text(String revision, String frame) {
        EngineClient textOnly = engine.textOnlyClient(revision);
        textOnly.open();
        textOnly.session().send(Message.binary(ByteBuffer.wrap(new byte[] {4})), false);
        EngineClient.WebSocket webSocket = textOnly.webSocket().send("2probe").send("5");
        assertEquals(List.of("3probe", frame), webSocket.texts());
    }

    @Test
    void a_client_that_does_not_read_at_once_gets_what_waited_in_order() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        send("1");
        webSocket.transport.stall();
        send("2");
        webSocket.send("5");
        send("3");
        assertFalse(client.session().send(Message.text("lost"), true), "something is on its way");
        webSocket.transport.resume();
        assertEquals(List.of("3probe", "41", "42", "43"), webSocket.texts());
    }

    @Test
    void what_waits_moves_over_even_if_it_fills_the_outbox() {
        EngineFixture small = new EngineFixture(
                EngineFixture.withoutHeartbeat(),
                EngineFixture.connectionOptions(100, new OutboxOptions(2, 1_000, Duration.ofSeconds(10))));
        EngineClient polling = small.polling("4");
        EngineClient.WebSocket webSocket = polling.webSocket().send("2probe");
        polling.session().send(Message.text("a"), false);
        polling.session().send(Message.text("b"), false);
        webSocket.transport.stall();
        webSocket.send("5");
        webSocket.transport.resume();
        assertEquals(List.of("3probe", "4a", "4b"), webSocket.texts());
    }

    @Test
    void posts_are_taken_until_the_change() {
        EngineClient.WebSocket webSocket = client.webSocket();
        assertEquals("ok", client.post("4a"));
        webSocket.send("2probe");
        assertEquals("ok", client.post("4b"));
        webSocket.send("5").send("4c");
        assertEquals(MISMATCH, client.post("4d"));
        assertEquals(List.of("a", "b", "c"), client.heard());
    }

    @Test
    void polls_and_posts_after_the_change_are_refused_and_harm_nobody() {
        EngineClient.WebSocket webSocket = upgraded();
        assertEquals(MISMATCH, client.poll().answer());
        assertEquals(MISMATCH, client.post("4a"));
        webSocket.send("4b");
        send("c");
        assertEquals(List.of("b"), client.heard());
        assertEquals(List.of("4c"), webSocket.texts());
    }

    @Test
    void the_change_needs_no_probe() {
        FakePoll held = client.poll();
        send("a");
        assertEquals("4a", held.answer());
        FakePoll next = client.poll();
        EngineClient.WebSocket webSocket = client.webSocket().send("5");
        assertEquals(MISMATCH, next.answer());
        send("b");
        assertEquals(List.of("4b"), webSocket.texts());
    }

    @Test
    void what_stands_behind_the_digit_of_the_change_is_ignored() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe").send("5probe");
        webSocket.send("4a");
        assertEquals(TransportName.WEBSOCKET, client.session().transport());
        assertEquals(List.of("a"), client.heard());
    }

    @Test
    void probes_may_be_repeated() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe").send("2probe").send("5");
        assertEquals(List.of("3probe", "3probe"), webSocket.texts());
        assertEquals(TransportName.WEBSOCKET, client.session().transport());
    }

    @Test
    void the_heartbeat_goes_on_over_the_web_socket() {
        EngineFixture quick = new EngineFixture();
        EngineClient polling = quick.polling("4");
        quick.advance(280);
        EngineClient.WebSocket webSocket = polling.webSocket().send("2probe").send("5");
        webSocket.texts();
        quick.advance(20);
        assertEquals(List.of("2"), webSocket.texts());
        quick.advance(200);
        assertEquals(List.of("closed: ping timeout"), polling.heard());
        assertEquals(CloseStatus.PING_TIMEOUT, webSocket.closed());
    }

    @Test
    void a_ping_that_no_poll_has_fetched_comes_over_the_web_socket() {
        EngineFixture quick = new EngineFixture();
        EngineClient polling = quick.polling("4");
        EngineClient.WebSocket webSocket = polling.webSocket().send("2probe");
        quick.advance(300);
        webSocket.send("5");
        assertEquals(List.of("3probe", "2"), webSocket.texts());
        webSocket.send("3");
        quick.advance(299);
        assertTrue(polling.session().isOpen());
    }

    @Test
    void the_client_that_leaves_its_web_socket_is_gone() {
        EngineClient.WebSocket webSocket = upgraded();
        webSocket.leaves(1001, "");
        assertEquals(List.of("closed: transport close (1001)"), client.heard());
        assertEquals(0, engine.connections.count());
    }
}
