package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgements between clients of both protocols and the application. */
class AcknowledgementsTest extends PacketFixture {
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
}
