package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OutboxOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets that are no upgrade, come too late, or are one too many. */
class FailedUpgradeTest extends UpgradeFixture {
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
}
