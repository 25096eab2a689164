package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OutboxOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that begins with polls and goes on over a WebSocket. */
class UpgradeTest {
    private static final String MISMATCH = "400 {\"code\":3,\"message\":\"Bad request\"}";

    private final EngineFixture engine = new EngineFixture(EngineFixture.withoutHeartbeat());
    private final EngineClient client = engine.polling("4");

    private void send(String text) {
        assertTrue(client.session().send(Message.text(text), false));
    }

    private EngineClient.WebSocket upgraded() {
        EngineClient.WebSocket webSocket = client.webSocket();
        webSocket.send("2probe").send("5");
        webSocket.texts();
        return webSocket;
    }

    // as it should be

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

    // as it should not be

    @ParameterizedTest
    @ValueSource(strings = {"2", "42[\"x\"]", "3", "3probe", "6", "0", "1", "abc", ""})
    void a_web_socket_that_begins_otherwise_is_closed_and_polling_goes_on(String frame) {
        FakePoll held = client.poll();
        EngineClient.WebSocket webSocket = client.webSocket().send(frame);
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertEquals(List.of(), webSocket.texts());
        send("still here");
        assertEquals("4still here", held.answer());
        assertEquals("ok", client.post("4a"));
        assertEquals(List.of("a"), client.heard());
        assertEquals(1, engine.connections.count());
    }

    @Test
    void bytes_on_a_web_socket_that_is_tried_close_it() {
        EngineClient.WebSocket webSocket = client.webSocket().send((byte) 1);
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertTrue(client.session().isOpen());
    }

    @Test
    void a_web_socket_that_breaks_before_the_change_leaves_polling_as_it_was() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        FakePoll after = client.poll();
        webSocket.leaves(1006, "");
        engine.advance(100);
        assertEquals("6", after.answer());
        FakePoll next = client.poll();
        engine.advance(1_000);
        assertEquals("held", next.answer(), "no noop any more");
        send("a");
        assertEquals("4a", next.answer());
        upgraded();
        assertEquals(TransportName.WEBSOCKET, client.session().transport());
    }

    @Test
    void an_upgrade_that_takes_too_long_is_given_up() {
        int timers = engine.clock.waiting();
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        engine.advance(9_999);
        assertNull(webSocket.closed());
        engine.advance(1);
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertTrue(client.session().isOpen());
        FakePoll poll = client.poll();
        send("a");
        assertEquals("4a", poll.answer());
        assertEquals(timers, engine.clock.waiting());
        assertEquals(1, engine.connections.count());
    }

    @Test
    void an_upgrade_that_has_been_done_leaves_no_timer() {
        int timers = engine.clock.waiting();
        EngineClient.WebSocket webSocket = upgraded();
        assertEquals(timers, engine.clock.waiting());
        engine.advance(60_000);
        assertNull(webSocket.closed());
    }

    @Test
    void a_second_web_socket_is_closed_and_the_first_goes_on() {
        EngineClient.WebSocket first = client.webSocket().send("2probe");
        EngineClient.WebSocket second = client.webSocket();
        assertEquals(CloseStatus.NORMAL, second.closed());
        second.send("2probe").send("5");
        assertEquals(List.of(), second.texts());
        assertEquals(TransportName.POLLING, client.session().transport());
        first.send("5").send("4a");
        assertEquals(TransportName.WEBSOCKET, client.session().transport());
        EngineClient.WebSocket third = client.webSocket();
        assertEquals(CloseStatus.NORMAL, third.closed());
        third.leaves(1006, "");
        send("b");
        assertEquals(List.of("3probe", "4b"), first.texts());
        assertEquals(List.of("a"), client.heard());
        assertEquals(1, engine.connections.count());
    }

    @Test
    void a_session_that_began_as_a_web_socket_takes_no_second() {
        EngineClient.WebSocket first = engine.webSocket("4");
        EngineClient.WebSocket second = first.client().webSocket();
        assertEquals(CloseStatus.NORMAL, second.closed());
        first.send("4a");
        assertEquals(List.of("a"), first.heard());
    }

    @Test
    void a_full_server_has_room_for_an_upgrade() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                new ConnectionOptions(1, MessageOptions.ofAtMost(100), EngineFixture.HEARTBEAT, OutboxOptions.defaults()));
        EngineClient.WebSocket webSocket = small.polling("4").webSocket();
        assertTrue(webSocket.isTakenUp());
        webSocket.send("2probe");
        webSocket.send("5");
        assertEquals(1, small.connections.count());
    }

    // the end in the middle

    @Test
    void a_client_that_says_good_bye_by_polling_takes_its_web_socket_along() {
        int timers = engine.clock.waiting();
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        assertEquals("ok", client.post("1"));
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertEquals(List.of("closed: transport close"), client.heard());
        assertEquals("6", client.poll().answer());
        assertEquals(0, engine.connections.count());
        engine.advance(1_000);
        assertEquals(timers, engine.clock.waiting());
    }

    @Test
    void a_session_that_ends_takes_its_web_socket_along() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        client.poll();
        client.poll();
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        webSocket.send("5");
        assertEquals(List.of("closed: transport error (overlap from client)"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_server_that_closes_waits_for_the_change() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        send("before");
        client.session().close();
        assertEquals(List.of(), client.heard());
        webSocket.send("5");
        assertEquals(List.of("3probe", "4before"), webSocket.texts());
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertEquals(List.of("closed: forced close"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_server_that_closes_while_the_upgrade_fails_tells_the_next_poll() {
        EngineClient.WebSocket webSocket = client.webSocket().send("2probe");
        client.session().close();
        webSocket.leaves(1006, "");
        assertEquals("6<1e>1", client.poll().answer());
        assertEquals(List.of("closed: forced close"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_server_that_closes_while_the_upgrade_takes_too_long_ends_the_poll_that_is_held() {
        client.webSocket();
        FakePoll held = client.poll();
        client.session().close();
        assertEquals("held", held.answer());
        engine.advance(10_000);
        assertEquals("1", held.answer());
        assertEquals(List.of("closed: forced close"), client.heard());
    }

    @Test
    void a_server_that_shuts_down_closes_both() {
        EngineClient.WebSocket webSocket = client.webSocket();
        FakePoll held = client.poll();
        engine.server.close();
        assertEquals("1", held.answer());
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertEquals(List.of("closed: server shutting down"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_full_outbox_ends_an_upgrade_as_well() {
        EngineFixture small = new EngineFixture(
                EngineFixture.withoutHeartbeat(),
                EngineFixture.connectionOptions(100, new OutboxOptions(2, 1_000, Duration.ofSeconds(10))));
        EngineClient polling = small.polling("4");
        EngineClient.WebSocket webSocket = polling.webSocket().send("2probe");
        for (String text : List.of("a", "b", "c")) {
            polling.session().send(Message.text(text), false);
        }
        assertEquals(CloseStatus.NORMAL, webSocket.closed());
        assertEquals(List.of("closed: transport error (outbox full)"), polling.heard());
        assertEquals(0, small.connections.count());
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
}
