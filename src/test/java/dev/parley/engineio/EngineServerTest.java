package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OutboxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first words of a session, how many there may be, and the end of the server. */
class EngineServerTest extends JudgingFixture {
    private static String open(String sid, String upgrades) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[" + upgrades
                + "],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}";
    }

    @Test
    void the_open_packet_of_revision_4_by_polling() {
        EngineClient client = engine.client("4");
        String answer = client.open();
        assertEquals(open(client.session().id(), "\"websocket\""), answer);
    }

    @Test
    void the_open_packet_of_revision_3_by_polling() {
        EngineClient client = engine.client("3");
        String packet = client.open();
        String open = open(client.session().id(), "\"websocket\"");
        assertEquals(open.length() + ":" + open, packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void the_open_packet_on_a_web_socket_offers_no_upgrade(String revision) {
        EngineClient.WebSocket client = engine.client(revision).webSocket();
        assertEquals(List.of(open(client.client().session().id(), "")), client.texts());
    }

    @Test
    void no_upgrade_is_offered_where_there_is_none() {
        EngineFixture off = new EngineFixture(options(Set.of(TransportName.values()), false, true));
        EngineClient first = off.client("4");
        String answer = first.open();
        assertEquals(open(first.session().id(), ""), answer);
        EngineFixture pollingOnly = new EngineFixture(options(Set.of(TransportName.POLLING), true, true));
        EngineClient second = pollingOnly.client("4");
        answer = second.open();
        assertEquals(open(second.session().id(), ""), answer);
    }

    @Test
    void the_open_packet_is_alone_in_its_payload() {
        engine.application(session -> {
            Recorder recorder = new Recorder();
            session.send(Message.text("welcome"), false);
            return recorder;
        });
        EngineClient client = engine.client("4");
        String answer = client.open();
        assertEquals(open(client.session().id(), "\"websocket\""), answer);
        assertEquals("4welcome", client.poll().answer());
        EngineClient.WebSocket other = engine.client("4").webSocket();
        assertEquals(List.of(open(other.client().session().id(), ""), "4welcome"), other.texts());
    }

    @Test
    void there_are_no_more_sessions_than_connections_allowed() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                new ConnectionOptions(2, MessageOptions.ofAtMost(100), EngineFixture.HEARTBEAT, OutboxOptions.defaults()));
        EngineClient first = small.polling("4");
        EngineClient.WebSocket second = small.webSocket("4");
        assertEquals(
                "503 {\"code\":4,\"message\":\"the server has 2 connections, which is all it may (parley.connections.max)\"}",
                small.client("4").open());
        EngineClient.WebSocket third = small.client("4").webSocket();
        assertFalse(third.isTakenUp());
        assertEquals("400 the server has 2 connections, which is all it may (parley.connections.max)", third.refusal());
        assertEquals(2, small.server.sessionCount());
        first.post("1");
        assertEquals(1, small.connections.count());
        assertTrue(small.polling("4").session().isOpen());
        second.leaves(1000, "");
        assertTrue(small.polling("4").session().isOpen());
        assertEquals(2, small.connections.count());
    }

    @Test
    void a_session_that_polls_is_told_what_a_payload_may_have() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS, EngineFixture.connectionOptions(77, OutboxOptions.defaults()));
        assertTrue(small.client("4").open().endsWith("\"maxPayload\":77}"));
    }

    @Test
    void an_application_that_fails_at_once_costs_its_session_only() {
        engine.application(session -> {
            throw new IllegalStateException("on purpose");
        });
        EngineClient client = engine.client("4");
        client.open();
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}", client.poll().answer());
        assertEquals(CloseStatus.NORMAL, engine.client("4").webSocket().closed());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void closing_the_server_ends_every_session_and_opens_no_more() {
        EngineClient polling = engine.polling("4");
        FakePoll held = polling.poll();
        EngineClient.WebSocket webSocket = engine.webSocket("4");
        engine.server.close();
        assertEquals("1", held.answer());
        assertEquals(List.of("closed: server shutting down"), polling.heard());
        assertEquals(CloseStatus.SHUTTING_DOWN, webSocket.closed());
        assertEquals(List.of("closed: server shutting down"), webSocket.heard());
        assertEquals(0, engine.server.sessionCount());
        assertEquals(0, engine.connections.count());
        assertEquals("503", engine.client("4").open());
    }

    @Test
    void what_waits_for_a_poll_is_dropped_when_the_server_stops() {
        EngineClient client = engine.polling("4");
        assertTrue(client.session().send(Message.text("waits"), false));
        engine.server.close();
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}", client.poll().answer());
        assertEquals(List.of("closed: server shutting down"), client.heard());
    }

    @Test
    void a_session_that_is_opened_while_the_server_closes_has_no_listener() {
        List<String> made = new ArrayList<>();
        engine.application(session -> {
            made.add("listener");
            return new Recorder();
        });
        engine.server.close();
        EngineClient.WebSocket late = engine.client("4").webSocket();
        assertEquals(CloseStatus.SHUTTING_DOWN, late.closed());
        assertEquals(List.of(), made);
        assertEquals(0, engine.connections.count());
    }
}
