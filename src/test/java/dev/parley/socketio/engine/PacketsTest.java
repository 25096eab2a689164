package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.engineio.EngineClient;
import dev.parley.engineio.FakePoll;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send and what ends its session, attachments and failures of the application included. */
class PacketsTest extends PacketFixture {
    static List<String> closing() {
        return List.of(
                "4abc", "49", "47", "4", "42{}", "42[]", "42[{}]", "42[\"x\"", "421[\"x\"]extra", "42abc[\"x\"]",
                "431{}", "44{}", "41[\"x\"]", "40[]", "40\"x\"", "46[1]", "450-[\"a\"]", "45-1-[\"x\"]", "4511-[\"x\"]",
                "42[\"connect\"]", "42[\"disconnect\"]", "42[\"disconnecting\"]", "42[\"connect_error\"]",
                "42[\"newListener\"]", "42[\"removeListener\"]", "42/none,[\"x\"]", "40", "44{\"message\":\"x\"}",
                "43/none,1[]", "43/none,[]", "42/none,", "42/none,0", "41/none,");
    }

    @ParameterizedTest
    @MethodSource("closing")
    void a_packet_that_breaks_the_protocol_closes_the_session(String frame) {
        listen(root, "x", "a");
        for (String revision : List.of("4", "3")) {
            left.clear();
            EngineClient.WebSocket client = client(revision).send(frame).send("42[\"x\"]");
            assertEquals(CloseStatus.NORMAL, client.closed(), revision);
            assertEquals(List.of(), client.texts());
            assertEquals(List.of("/: forced close"), left);
        }
        assertEquals(List.of(), heard);
        assertEquals(0, engine.connections.count());
    }

    @ParameterizedTest
    @CsvSource({"4, bAQID", "3, b4AQID"})
    void bytes_that_nobody_has_announced_close_the_session(String revision, String frame) {
        EngineClient.WebSocket client = client(revision).send(frame);
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(List.of("/: forced close"), left);
    }

    @Test
    void text_where_an_attachment_is_due_closes_the_session() {
        listen(root, "x", "a");
        EngineClient.WebSocket client = client("4").send("451-[\"a\"," + PLACEHOLDER + "0}]").send("42[\"x\"]");
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(List.of(), heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "0.5", "\"0\"", "null", "1e0"})
    void a_placeholder_for_what_was_not_announced_closes_the_session(String number) {
        listen(root, "a");
        EngineClient.WebSocket client = client("4").send("451-[\"a\"," + PLACEHOLDER + number + "}]").send((byte) 1);
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(List.of(), heard);
    }

    @Test
    void a_client_that_polls_hears_close_in_its_held_poll() {
        EngineClient polling = engine.polling("4");
        polling.post("40");
        polling.poll();
        FakePoll held = polling.poll();
        assertEquals("ok", polling.post("4abc"));
        assertEquals("1", held.answer());
        assertEquals(List.of("/: forced close"), left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "42", "420", "43[]", "431[]", "41", "4abc", "44"})
    void only_a_connect_may_come_first(String frame) {
        EngineClient.WebSocket client = engine.webSocket("4").send(frame);
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(0, root.localCount());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "42[\"connection\"]    | connection[]",
        "42[\"new_namespace\"] | new_namespace[]",
        "42[\"error\",\"x\"]   | error[\"x\"]",
        "42[\"__proto__\",1]   | __proto__[1]",
        "42[1,2]               | 1[2]",
        "42[\"x\",null]        | x[null]",
    })
    void odd_names_are_names_like_others(String frame, String expected) {
        listen(root, "connection", "new_namespace", "error", "__proto__", "1", "x");
        EngineClient.WebSocket client = client("4").send(frame);
        assertEquals(List.of(expected), heard);
        assertTrue(client.client().session().isOpen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"43[\"a\"]", "43", "43999[\"a\"]", "439[]", "420", "42[\"nobody listens\"]", "421[\"nobody\"]", "42[\"error\",\"x\"]"})
    void what_nobody_waits_for_is_ignored(String frame) {
        listen(root, "x");
        EngineClient.WebSocket client = client("4").send(frame).send("42[\"x\"]");
        assertEquals(List.of("x[]"), heard);
        assertEquals(List.of(), client.texts());
        assertTrue(client.client().session().isOpen());
    }

    @Test
    void a_placeholder_that_is_missing_costs_the_attachment_only() {
        listen(root, "a", "x");
        EngineClient.WebSocket client = client("4").send("451-[\"a\",1]").send((byte) 1).send("42[\"x\"]");
        assertEquals(List.of("a[1]", "x[]"), heard);
        assertTrue(client.client().session().isOpen());
    }

    @Test
    void attachments_that_stay_out_close_the_session() {
        listen(root, "a");
        EngineClient.WebSocket client = client("4");
        int timers = engine.clock.waiting();
        client.send("452-[\"a\"," + PLACEHOLDER + "0}," + PLACEHOLDER + "1}]").send((byte) 1);
        engine.advance(4_999);
        assertTrue(client.client().session().isOpen());
        engine.advance(1);
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(List.of("/: forced close"), left);
        assertEquals(List.of(), heard);
        assertTrue(engine.clock.waiting() <= timers);
    }

    @Test
    void each_packet_has_all_the_time_for_its_attachments() {
        listen(root, "a");
        EngineClient.WebSocket client = client("4");
        for (int i = 0; i < 3; i++) {
            client.send("451-[\"a\"]");
            engine.advance(4_000);
            client.send((byte) 1);
        }
        assertEquals(List.of("a[]", "a[]", "a[]"), heard);
        client.send("451-[\"a\"]");
        engine.advance(4_999);
        assertTrue(client.client().session().isOpen());
        engine.advance(1);
        assertFalse(client.client().session().isOpen());
    }

    @Test
    void a_client_that_leaves_while_attachments_are_awaited_leaves_no_timer() {
        int timers = engine.clock.waiting();
        client("4").send("451-[\"a\"]").leaves(1000, "");
        assertEquals(timers, engine.clock.waiting());
    }

    @Test
    void attachments_may_have_as_many_bytes_as_the_limit_together_and_not_one_more() {
        listen(root, "a");
        EngineClient.WebSocket client = client("4");
        client.send("452-[\"a\"]").send(new byte[400]).send(new byte[600]);
        client.send("451-[\"a\"]").send(new byte[2_000]); // alone it is a message like others
        assertEquals(List.of("a[]", "a[]"), heard);
        client.send("452-[\"a\"]").send(new byte[400]).send(new byte[601]);
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(List.of("/: forced close"), left);
    }

    @Test
    void a_listener_that_fails_answers_and_costs_nobody_else() {
        root.on("bad", (socket, arguments, ack) -> {
            throw new IllegalStateException("the password of the database is 1234");
        });
        listen(root, "good");
        EngineClient.WebSocket client = client("4").send("42[\"bad\"]").send("421[\"bad\"]").send("42[\"good\"]");
        String error = "{\"code\":\"INTERNAL\",\"message\":\"the server could not handle the event\"}";
        assertEquals(List.of("42[\"error\"," + error + "]", "431[{\"error\":" + error + "}]"), client.texts());
        assertEquals(List.of("good[]"), heard);
        assertTrue(client.client().session().isOpen());
    }

    @Test
    void a_connection_listener_that_fails_costs_nobody_else() {
        root.onConnection(socket -> {
            throw new IllegalStateException("on purpose");
        });
        root.onConnection(socket -> heard.add("next"));
        EngineClient.WebSocket client = client("4");
        assertEquals(List.of("next"), heard);
        assertTrue(only(root).isConnected());
        assertTrue(client.client().session().isOpen());
    }

    @Test
    void events_that_follow_the_end_of_a_session_are_dropped() {
        listen(root, "x");
        root.on("kick", (socket, arguments, ack) -> socket.disconnect(true));
        EngineClient.WebSocket client = client("4").send("42[\"kick\"]").send("42[\"x\"]");
        assertEquals(List.of("41"), client.texts());
        assertEquals(List.of(), heard);
        assertFalse(client.client().session().isOpen());
    }
}
