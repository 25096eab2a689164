package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What clients are told so that they can come back (Socket.IO documentation, "Connection state recovery"). */
class RecoveryOffsetsTest extends RecoveryFixture {
    RecoveryOffsetsTest() {
        super(RecoveryOptions.on());
    }

    @Test
    void the_welcome_has_a_private_id_and_events_end_with_an_offset() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40").texts().get(0));
        socket(ticket.sid()).emit("echo", "a");
        root.emit("none");
        List<String> events = client.texts();
        assertEquals(List.of("42[\"echo\",\"a\"]", "42[\"none\"]"), plain(events));
        assertNotEquals(offset(events.get(0)), offset(events.get(1)));
    }

    @Test
    void events_with_bytes_end_with_an_offset_too() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40").texts().get(0));
        socket(ticket.sid()).emit("bin", new byte[] {1}, Map.of("a", new byte[] {2}), "x");
        assertEquals(
                "452-[\"bin\",{\"_placeholder\":true,\"num\":0},{\"a\":{\"_placeholder\":true,\"num\":1}},\"x\"]",
                plain(client.texts().get(0)));
    }

    @Test
    void acknowledgements_events_that_want_one_and_what_may_be_dropped_have_no_offset() {
        root.on("ask", (socket, arguments, ack) -> ack.send("answer"));
        EngineClient.WebSocket client = engine.webSocket("4");
        Socket socket = socket(ticket(client.send("40").texts().get(0)).sid());
        client.send("420[\"ask\"]");
        CompletableFuture<?> one = socket.emitWithAck("q", 1);
        CompletableFuture<?> all = root.timeout(Duration.ofSeconds(1)).emitWithAck("q", 1);
        socket.droppable().emit("v", "x");
        root.droppable().emit("w", "x");
        assertEquals(
                List.of("430[\"answer\"]", "420[\"q\",1]", "421[\"q\",1]", "42[\"v\",\"x\"]", "42[\"w\",\"x\"]"),
                client.texts());
        assertFalse(one.isDone() || all.isDone());
    }

    @Test
    void clients_of_protocol_4_get_neither_and_never_come_back() {
        EngineClient.WebSocket old = client("3");
        EngineClient.WebSocket fresh = client("4");
        root.emit("news", 1);
        assertEquals(List.of("42[\"news\",1]"), old.texts());
        assertEquals("42[\"news\",1]", plain(fresh.texts().get(0)));
        old.leaves(1006, "");
        engine.advance(600_000);
        assertEquals(List.of(), expired);
    }
}
