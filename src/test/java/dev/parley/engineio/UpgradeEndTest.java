package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.OutboxOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions that end in the midst of an upgrade. */
class UpgradeEndTest extends UpgradeFixture {
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
}
