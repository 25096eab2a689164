package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.engineio.protocol.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is alive: 300 ms from ping to ping and 200 ms for the answer, looked at each 20 ms. */
class HeartbeatTest {
    private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";

    private final EngineFixture engine = new EngineFixture();

    // revision 4: the server pings

    @Test
    void the_server_pings_after_the_interval_and_gives_up_after_the_timeout() {
        EngineClient.WebSocket client = engine.webSocket("4");
        engine.advance(299);
        assertEquals(List.of(), client.texts());
        engine.advance(1);
        assertEquals(List.of("2"), client.texts());
        engine.advance(199);
        assertTrue(client.client().session().isOpen());
        engine.advance(1);
        assertEquals(List.of("closed: ping timeout"), client.heard());
        assertEquals(CloseStatus.PING_TIMEOUT, client.closed());
        assertEquals(List.of(), client.texts());
    }

    @Test
    void a_ping_is_the_answer_to_a_poll_and_nothing_else_is_in_it() {
        EngineClient client = engine.polling("4");
        for (int beat = 0; beat < 3; beat++) {
            FakePoll poll = client.poll();
            engine.advance(299);
            assertEquals("held", poll.answer());
            engine.advance(1);
            assertEquals("2", poll.answer());
            assertEquals("ok", client.post("3"));
        }
    }

    @Test
    void a_poll_that_is_held_when_the_pong_stays_out_ends_with_close() {
        EngineClient client = engine.polling("4");
        client.poll();
        engine.advance(300);
        FakePoll next = client.poll();
        engine.advance(199);
        assertEquals("held", next.answer());
        engine.advance(1);
        assertEquals("1", next.answer());
        assertEquals(List.of("closed: ping timeout"), client.heard());
        assertEquals(UNKNOWN, client.poll().answer());
    }

    @Test
    void a_pong_starts_the_interval_anew() {
        EngineClient.WebSocket client = engine.webSocket("4");
        engine.advance(300);
        engine.advance(60);
        client.send("3");
        client.texts();
        engine.advance(299);
        assertEquals(List.of(), client.texts());
        engine.advance(1);
        assertEquals(List.of("2"), client.texts());
        engine.advance(200);
        assertEquals(List.of("closed: ping timeout"), client.heard());
    }

    @Test
    void any_other_packet_postpones_the_end_once_per_ping() {
        EngineClient.WebSocket client = engine.webSocket("4");
        engine.advance(300);
        engine.advance(160);
        client.send("4hello");
        engine.advance(100);
        client.send("4again");
        engine.advance(99);
        assertTrue(client.client().session().isOpen());
        engine.advance(1);
        assertEquals(List.of("hello", "again", "closed: ping timeout"), client.heard());
    }

    @Test
    void the_next_ping_may_be_postponed_again() {
        EngineClient.WebSocket client = engine.webSocket("4");
        engine.advance(300);
        client.send("4a");
        engine.advance(100);
        client.send("3");
        engine.advance(300);
        engine.advance(160);
        client.send("6");
        engine.advance(199);
        assertTrue(client.client().session().isOpen());
        engine.advance(1);
        assertEquals(List.of("a", "closed: ping timeout"), client.heard());
    }

    @Test
    void a_packet_before_the_ping_postpones_nothing() {
        EngineClient.WebSocket client = engine.webSocket("4");
        engine.advance(280);
        client.send("4a");
        engine.advance(20);
        assertEquals(List.of("2"), client.texts());
        engine.advance(200);
        assertEquals(List.of("a", "closed: ping timeout"), client.heard());
    }

    @Test
    void a_client_of_revision_4_that_pings_is_closed() {
        EngineClient polling = engine.polling("4");
        FakePoll held = polling.poll();
        assertEquals("ok", polling.post("2<1e>4a"));
        assertEquals("1", held.answer());
        assertEquals(List.of("closed: transport error (invalid heartbeat direction)"), polling.heard());
        EngineClient.WebSocket webSocket = engine.webSocket("4");
        webSocket.send("2probe");
        assertEquals(List.of("closed: transport error (invalid heartbeat direction)"), webSocket.heard());
        assertEquals(CloseStatus.PROTOCOL_ERROR, webSocket.closed());
    }

    // revision 3: the client pings

    @Test
    void a_client_of_revision_3_is_answered_and_never_pinged() {
        EngineClient client = engine.polling("3");
        for (int beat = 0; beat < 3; beat++) {
            FakePoll poll = client.poll();
            engine.advance(480);
            assertEquals("held", poll.answer());
            assertEquals("ok", client.post("1:2"));
            assertEquals("1:3", poll.answer());
        }
    }

    @Test
    void a_client_of_revision_3_that_is_silent_is_given_up_after_interval_and_timeout() {
        EngineClient client = engine.polling("3");
        FakePoll poll = client.poll();
        engine.advance(499);
        assertEquals("held", poll.answer());
        engine.advance(1);
        assertEquals("1:1", poll.answer());
        assertEquals(List.of("closed: ping timeout"), client.heard());
        assertEquals(UNKNOWN, client.post("1:2"));
    }

    @Test
    void only_a_ping_keeps_a_client_of_revision_3() {
        EngineClient.WebSocket client = engine.webSocket("3");
        engine.advance(400);
        client.send("2");
        assertEquals(List.of("3"), client.texts());
        engine.advance(300);
        client.send("4a");
        engine.advance(199);
        assertTrue(client.client().session().isOpen());
        engine.advance(1);
        assertEquals(List.of("a", "closed: ping timeout"), client.heard());
    }

    @Test
    void a_probe_on_an_established_web_socket_of_revision_3_is_a_ping() {
        EngineClient.WebSocket client = engine.webSocket("3");
        client.send("2probe");
        assertEquals(List.of("3"), client.texts());
    }

    @Test
    void a_client_of_revision_3_that_pongs_is_closed() {
        EngineClient polling = engine.polling("3");
        assertEquals("ok", polling.post("1:3"));
        assertEquals(List.of("closed: transport error (invalid heartbeat direction)"), polling.heard());
        EngineClient.WebSocket webSocket = engine.webSocket("3");
        webSocket.send("3");
        assertEquals(List.of("closed: transport error (invalid heartbeat direction)"), webSocket.heard());
    }

    @Test
    void a_client_of_revision_3_that_is_silent_after_its_upgrade_is_given_up() {
        EngineClient client = engine.polling("3");
        engine.advance(400);
        EngineClient.WebSocket webSocket = client.webSocket();
        webSocket.send("2probe").send("5");
        engine.advance(499);
        assertTrue(client.session().isOpen());
        engine.advance(1);
        assertEquals(List.of("closed: ping timeout"), client.heard());
    }

    // both

    @Test
    void a_client_that_vanishes_between_two_polls_leaves_nothing_behind() {
        for (String revision : List.of("3", "4")) {
            int timers = engine.clock.waiting();
            EngineClient client = engine.polling(revision);
            assertEquals(1, engine.connections.count());
            engine.advance(500);
            assertEquals(List.of("closed: ping timeout"), client.heard());
            assertEquals(0, engine.connections.count());
            assertEquals(0, engine.server.sessionCount());
            assertEquals(timers, engine.clock.waiting());
        }
    }

    @Test
    void the_time_a_listener_takes_is_not_the_clients_silence() {
        for (String revision : List.of("3", "4")) {
            EngineClient.WebSocket client = engine.webSocket(revision);
            engine.advance(300);
            client.client().recorder().reaction(message -> engine.advance(60_000));
            client.send("4slow");
            assertTrue(client.client().session().isOpen());
            engine.advance(revision.equals("4") ? 199 : 499);
            assertTrue(client.client().session().isOpen());
            engine.advance(1);
            assertEquals(List.of("slow", "closed: ping timeout"), client.heard());
        }
    }

    @Test
    void looking_late_at_the_clock_hardly_lengthens_a_dead_clients_life() {
        Heartbeat heartbeat = new Heartbeat(Revision.V4, EngineFixture.HEARTBEAT, 0);
        assertEquals(Heartbeat.Due.NOTHING, heartbeat.due(299));
        assertEquals(Heartbeat.Due.PING, heartbeat.due(315));
        assertEquals(Heartbeat.Due.NOTHING, heartbeat.due(499));
        assertEquals(Heartbeat.Due.DEATH, heartbeat.due(500));
        Heartbeat frozen = new Heartbeat(Revision.V4, EngineFixture.HEARTBEAT, 0);
        assertEquals(Heartbeat.Due.PING, frozen.due(10_000));
        assertEquals(Heartbeat.Due.NOTHING, frozen.due(10_179));
        assertEquals(Heartbeat.Due.DEATH, frozen.due(10_180));
    }
}
