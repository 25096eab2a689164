package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.engineio.EngineClient;
import dev.parley.engineio.FakePoll;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.FakePeer;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements between clients of both protocols and the application. */
class PacketsTest extends ClientFixture {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":";

    private final List<String> heard = new ArrayList<>();

    private void listen(Namespace namespace, String... events) {
        for (String event : events) {
            namespace.on(event, (socket, arguments, ack) -> heard.add(event + arguments));
        }
    }

    // what an established client sends

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

    // attachments

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

    // round trips

    @ParameterizedTest
    @CsvSource({"4, ''", "3, 4"})
    void an_event_comes_back_byte_for_byte(String revision, String type) {
        root.on("message", (socket, arguments, ack) -> socket.emit("message-back", arguments));
        EngineClient.WebSocket client = client(revision);
        client.send("42[\"message\",1,\"2\",{\"3\":[true]}]");
        client.send("452-[\"message\"," + PLACEHOLDER + "0},{\"a\":" + PLACEHOLDER + "1}}]");
        if (type.isEmpty()) {
            client.send((byte) 1, (byte) 2).send((byte) 3);
        } else {
            client.send((byte) 4, (byte) 1, (byte) 2).send((byte) 4, (byte) 3);
        }
        String mark = type.isEmpty() ? "" : "04 ";
        assertEquals(
                List.of(
                        "42[\"message-back\",1,\"2\",{\"3\":[true]}]",
                        "452-[\"message-back\"," + PLACEHOLDER + "0},{\"a\":" + PLACEHOLDER + "1}}]",
                        "<" + mark + "01 02>",
                        "<" + mark + "03>"),
                client.texts());
    }

    @Test
    void a_polling_client_posts_text_and_bytes_in_one_payload() {
        root.on("bin", (socket, arguments, ack) -> socket.emit("bin", arguments));
        EngineClient polling = engine.polling("4");
        polling.post("40");
        polling.poll();
        polling.post("451-[\"bin\"," + PLACEHOLDER + "0}]<1e>bAQID<1e>42[\"bin\",\"汉😀\"]");
        assertEquals("451-[\"bin\"," + PLACEHOLDER + "0}]<1e>bAQID<1e>42[\"bin\",\"汉😀\"]", polling.poll().answer());
    }

    @Test
    void arguments_that_are_passed_on_stay_as_they_were_written() {
        root.on("say", (socket, arguments, ack) -> socket.broadcast().emit("said", arguments));
        EngineClient.WebSocket speaker = client("4");
        EngineClient.WebSocket listener = client("3");
        String arguments = "1,1.0,1e3,-0,12345678901234567890,0.1000,\"\\u0041\\/\",{\"b\":1,\"a\":[2.50,null]}";
        speaker.send("42[\"say\"," + arguments + "]");
        assertEquals(List.of("42[\"said\"," + arguments + "]"), listener.texts());
        assertEquals(List.of(), speaker.texts());
    }

    @Test
    void a_broadcast_is_written_once_for_each_kind_of_client() {
        EngineClient.WebSocket[] modern = {client("4"), client("4")};
        EngineClient.WebSocket[] old = {client("3"), client("3")};
        FakePeer.PlainWire plain = new FakePeer.PlainWire();
        List<FakePeer> others = List.of(new FakePeer(plain), new FakePeer(plain));
        others.forEach(peer -> peer.connect(io, "/"));
        root.emit("news", 1);
        assertSame(modern[0].transport.sent().get(0), modern[1].transport.sent().get(0));
        assertSame(old[0].transport.sent().get(0), old[1].transport.sent().get(0));
        assertEquals(1, plain.encoded());
        for (EngineClient.WebSocket client : List.of(modern[0], modern[1], old[0], old[1])) {
            assertEquals(List.of("42[\"news\",1]"), client.texts());
        }
        others.forEach(peer -> assertEquals(List.of("news[1]"), peer.got()));
    }

    @Test
    void bytes_of_a_broadcast_are_framed_for_each_revision_and_shared() {
        EngineClient.WebSocket[] modern = {client("4"), client("4")};
        EngineClient.WebSocket[] old = {client("3"), client("3")};
        root.emit("bin", (Object) new byte[] {1, 2});
        assertSame(modern[0].transport.sent().get(1), modern[1].transport.sent().get(1));
        assertSame(old[0].transport.sent().get(1), old[1].transport.sent().get(1));
        assertEquals(List.of("451-[\"bin\"," + PLACEHOLDER + "0}]", "<01 02>"), modern[0].texts());
        assertEquals(List.of("451-[\"bin\"," + PLACEHOLDER + "0}]", "<04 01 02>"), old[0].texts());
    }

    @Test
    void clients_of_both_revisions_share_rooms() {
        EngineClient.WebSocket modern = client("4");
        EngineClient.WebSocket old = client("3");
        EngineClient.WebSocket outside = client("4");
        root.sockets().forEach(socket -> {
            if (!socket.id().equals(idOf(outside))) {
                socket.join("r");
            }
        });
        root.to("r").emit("x");
        assertEquals(List.of("42[\"x\"]"), modern.texts());
        assertEquals(List.of("42[\"x\"]"), old.texts());
        assertEquals(List.of(), outside.texts());
    }

    private String idOf(EngineClient.WebSocket client) {
        List<Socket> found = new ArrayList<>();
        root.on("who", (socket, arguments, ack) -> found.add(socket));
        client.send("42[\"who\"]");
        return found.get(0).id();
    }

    @Test
    void events_of_a_namespace_carry_its_name() {
        Namespace foo = io.of("/foo");
        listen(foo, "x");
        EngineClient.WebSocket client = client("4").send("40/foo,");
        client.texts();
        client.send("42/foo,[\"x\",1]");
        foo.emit("y");
        assertEquals(List.of("x[1]"), heard);
        assertEquals(List.of("42/foo,[\"y\"]"), client.texts());
    }

    @Test
    void droppable_events_leave_at_once_or_not_at_all() {
        EngineClient.WebSocket client = client("4");
        root.droppable().emit("first");
        client.transport.stall();
        root.droppable().emit("second");
        root.droppable().emit("third");
        client.transport.resume();
        assertEquals(List.of("42[\"first\"]", "42[\"second\"]"), client.texts());
        EngineClient polling = engine.polling("4");
        polling.post("40");
        FakePoll poll = polling.poll();
        assertTrue(poll.answer().startsWith("40"));
        root.droppable().emit("nobody polls");
        poll = polling.poll();
        root.droppable().emit("first");
        root.droppable().emit("second");
        assertEquals("42[\"first\"]", poll.answer());
        assertEquals("held", polling.poll().answer());
    }

    // acknowledgements

    @Test
    void an_acknowledgement_repeats_number_and_namespace() {
        Namespace foo = io.of("/foo");
        for (Namespace namespace : List.of(root, foo)) {
            namespace.on("echo", (socket, arguments, ack) -> ack.send(arguments));
        }
        EngineClient.WebSocket client = client("4").send("40/foo,");
        client.texts();
        client.send("420[\"echo\",null]").send("427[\"echo\",{\"a\":1}]").send("42/foo,8[\"echo\",\"x\",2]").send("429[\"echo\"]");
        client.send("451-789[\"echo\"," + PLACEHOLDER + "0}]").send((byte) 1);
        assertEquals(
                List.of("430[null]", "437[{\"a\":1}]", "43/foo,8[\"x\",2]", "439[]", "461-789[" + PLACEHOLDER + "0}]", "<01>"),
                client.texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void an_acknowledgement_is_sent_once(String revision) {
        root.on("ask", (socket, arguments, ack) -> {
            ack.send("first");
            ack.send("second");
        });
        EngineClient.WebSocket client = client(revision).send("421[\"ask\"]");
        assertEquals(List.of("431[\"first\"]"), client.texts());
    }

    @Test
    void an_acknowledgement_is_not_sent_to_a_client_that_has_left() {
        List<Ack> acks = new ArrayList<>();
        root.on("ask", (socket, arguments, ack) -> acks.add(ack));
        EngineClient.WebSocket client = client("4").send("421[\"ask\"]").send("41");
        acks.get(0).send("late");
        assertEquals(List.of(), client.texts());
        client.send("40").send("421[\"ask\"]");
        client.texts();
        acks.get(0).send("later still");
        assertEquals(List.of(), client.texts());
        client.leaves(1000, "");
        acks.get(1).send("gone");
        assertEquals(List.of(), client.texts());
    }

    @Test
    void nobody_waits_for_the_answer_to_an_event_without_a_number() {
        List<Boolean> wanted = new ArrayList<>();
        root.on("ask", (socket, arguments, ack) -> {
            wanted.add(ack.isWanted());
            ack.send("x");
        });
        EngineClient.WebSocket client = client("4").send("42[\"ask\"]").send("420[\"ask\"]");
        assertEquals(List.of(false, true), wanted);
        assertEquals(List.of("430[\"x\"]"), client.texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void a_client_answers_the_server(String revision) {
        EngineClient.WebSocket client = client(revision);
        CompletableFuture<Arguments> first = only(root).emitWithAck(Duration.ofSeconds(1), "q", 1);
        CompletableFuture<Arguments> second = only(root).emitWithAck(Duration.ofSeconds(1), "q", 2);
        assertEquals(List.of("420[\"q\",1]", "421[\"q\",2]"), client.texts());
        client.send("431[]").send("430[\"r1\",{\"x\":2}]").send("430[\"again\"]");
        assertEquals("r1", first.join().string(0));
        assertEquals("{\"x\":2}", first.join().object(1).toString());
        assertEquals(0, second.join().size());
    }

    @Test
    void a_client_answers_the_server_with_bytes() {
        EngineClient.WebSocket client = client("4");
        CompletableFuture<Arguments> answer = only(root).emitWithAck(Duration.ofSeconds(1), "q");
        client.send("461-0[" + PLACEHOLDER + "0}]").send((byte) 7);
        assertEquals(1, answer.join().size());
    }

    @Test
    void an_answer_that_comes_with_the_timeout_has_one_outcome_and_leaves_no_timer() {
        EngineClient.WebSocket client = client("4");
        int timers = engine.clock.waiting();
        CompletableFuture<Arguments> inTime = only(root).emitWithAck(Duration.ofSeconds(1), "q");
        engine.advance(999);
        client.send("430[1]");
        engine.advance(1);
        assertEquals("[1]", inTime.join().toString());
        CompletableFuture<Arguments> late = only(root).emitWithAck(Duration.ofSeconds(1), "q");
        engine.advance(1_000);
        client.send("431[1]");
        assertTrue(late.isCompletedExceptionally());
        CompletableFuture<Arguments> never = only(root).emitWithAck(Duration.ofSeconds(1), "q");
        client.leaves(1000, "");
        assertTrue(never.isCompletedExceptionally());
        assertEquals(timers, engine.clock.waiting());
    }

    // the application fails

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
