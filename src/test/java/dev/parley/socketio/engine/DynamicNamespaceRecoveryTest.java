package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.RecoveryOptions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Dynamic namespaces whose clients may come back. */
class DynamicNamespaceRecoveryTest extends RecoveryFixture {
    DynamicNamespaceRecoveryTest() {
        super(RecoveryOptions.on());
    }

    @Test
    void a_dynamic_namespace_stays_while_somebody_may_come_back() {
        io.of(Pattern.compile("/dyn-\\d+")).onRecoveryExpired(expired::add);
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40/dyn-1,").texts().get(0));
        io.existing("/dyn-1").orElseThrow().emit("hello");
        ticket = ticket.at(offset(client.texts().get(0)));
        client.leaves(1006, "");
        io.existing("/dyn-1").orElseThrow().emit("missed");

        EngineClient.WebSocket again = engine.webSocket("4");
        List<String> answer = again.send(ticket.connect("/dyn-1,")).texts();
        assertEquals("42/dyn-1,[\"missed\"]", plain(answer.get(0)));
        again.leaves(1006, "");
        assertTrue(io.existing("/dyn-1").isPresent());
        engine.advance(120_000);
        assertEquals(1, expired.size());
        assertEquals("/dyn-1", expired.get(0).namespace());
        assertTrue(io.existing("/dyn-1").isEmpty());
    }

    @Test
    void a_dynamic_namespace_is_given_up_when_the_last_one_who_came_back_leaves() {
        io.of(Pattern.compile("/dyn-\\d+"));
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40/dyn-1,").texts().get(0));
        io.existing("/dyn-1").orElseThrow().emit("hello");
        ticket = ticket.at(offset(client.texts().get(0)));
        client.leaves(1006, "");
        engine.webSocket("4").send(ticket.connect("/dyn-1,")).send("41/dyn-1,");
        assertTrue(io.existing("/dyn-1").isEmpty());
    }
}
