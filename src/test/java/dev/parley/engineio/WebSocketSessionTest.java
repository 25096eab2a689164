package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.OutboxOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that a WebSocket carries: what travels, and how it ends. */
class WebSocketSessionTest {
    private final EngineFixture engine = new EngineFixture();

    private static final Message BYTES = Message.binary(ByteBuffer.wrap(new byte[] {1, 2, 3}));

    // messages

    @Test
    void revision_4_carries_bytes_bare() {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.send("4a").send((byte) 1, (byte) 2).send("bAQID").send("4");
        assertEquals(List.of("a", "<01 02>", "<01 02 03>", ""), client.heard());
        client.serverSends("x");
        client.client().session().send(BYTES, false);
        assertEquals(List.of("4x", "<01 02 03>"), client.texts());
    }

    @Test
    void revision_3_carries_bytes_after_their_type() {
        EngineClient.WebSocket client = engine.webSocket("3");
        client.send("4a").send((byte) 4, (byte) 1, (byte) 2).send("b4AQID");
        assertEquals(List.of("a", "<01 02>", "<01 02 03>"), client.heard());
        client.client().session().send(BYTES, false);
        assertEquals(List.of("<04 01 02 03>"), client.texts());
    }

    @ParameterizedTest
    @CsvSource({"4, bAQID", "3, b4AQID"})
    void a_client_that_can_take_no_binary_gets_text(String revision, String frame) {
        EngineClient.WebSocket client = engine.textOnlyClient(revision).webSocket();
        client.texts();
        client.client().session().send(BYTES, false);
        assertEquals(List.of(frame), client.texts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0{}", "5", "5x", "6", "6x"})
    void packets_without_a_meaning_here_are_ignored(String packet) {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.send(packet).send("4a");
        assertEquals(List.of("a"), client.heard());
        assertTrue(client.client().session().isOpen());
    }

    @ParameterizedTest
    @CsvSource({"4, abc", "4, ''", "4, 7", "4, b?", "3, abc", "3, ''", "3, b", "3, b3AQID"})
    void what_is_no_packet_ends_the_session(String revision, String frame) {
        EngineClient.WebSocket client = engine.webSocket(revision);
        client.send(frame).send("4late");
        assertEquals(1, client.heard().size());
        assertTrue(client.heard().get(0).startsWith("closed: parse error ("), client.heard().get(0));
        assertEquals(CloseStatus.PROTOCOL_ERROR, client.closed());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void bytes_of_revision_3_without_their_type_end_the_session() {
        for (byte[] frame : new byte[][] {{}, {1, 2}}) {
            EngineClient.WebSocket client = engine.webSocket("3");
            client.send(frame);
            assertTrue(client.heard().get(0).startsWith("closed: parse error ("), client.heard().get(0));
        }
    }

    @Test
    void a_message_that_is_too_large_ends_the_session_with_1009() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS, EngineFixture.connectionOptions(100, OutboxOptions.defaults()));
        EngineClient.WebSocket client = small.webSocket("4");
        client.send("4" + "x".repeat(99));
        assertEquals(1, client.heard().size());
        client.send("4" + "x".repeat(100));
        assertEquals("closed: transport error (Max payload size exceeded)", client.heard().get(1));
        assertEquals(CloseStatus.TOO_BIG, client.closed());
    }

    // what waits

    @Test
    void a_droppable_message_leaves_at_once_or_not_at_all() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Session session = client.client().session();
        assertTrue(session.send(Message.text("first"), true));
        client.transport.stall();
        assertTrue(session.send(Message.text("second"), true), "nothing is on its way");
        assertFalse(session.send(Message.text("third"), true), "the second is");
        client.serverSends("regular");
        client.transport.resume();
        assertEquals(List.of("4first", "4second", "4regular"), client.texts());
    }

    @Test
    void a_client_that_does_not_read_ends_with_4408() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                EngineFixture.connectionOptions(100, new OutboxOptions(2, 1_000, Duration.ofSeconds(10))));
        EngineClient.WebSocket client = small.webSocket("4");
        client.transport.stall();
        for (String text : List.of("in flight", "waits", "waits, too")) {
            client.serverSends(text);
        }
        assertTrue(client.client().session().isOpen());
        client.serverSends("too much");
        assertEquals(List.of("closed: transport error (outbox full)"), client.heard());
        assertEquals(CloseStatus.OUTBOX_FULL, client.closed());
    }

    @Test
    void a_message_that_is_under_way_for_too_long_ends_the_session() {
        EngineFixture patient = new EngineFixture(EngineFixture.withoutHeartbeat());
        EngineClient.WebSocket client = patient.webSocket("4");
        client.transport.stall();
        client.serverSends("stuck");
        patient.advance(11_000);
        assertEquals(List.of("closed: transport error (write timeout)"), client.heard());
    }

    @Test
    void a_send_that_fails_ends_the_session() {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.transport.stall();
        client.serverSends("lost");
        client.transport.fail();
        assertEquals(List.of("closed: transport error (write failed)"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    // the end

    @ParameterizedTest
    @CsvSource({
        "1000, '', closed: transport close (1000)",
        "1001, '', closed: transport close (1001)",
        "1005, '', closed: transport close (1005)",
        "1006, '', closed: transport close (1006)",
        "4000, bye, closed: transport close (4000 \"bye\")",
        "1001, server shutting down, closed: transport close (1001 \"server shutting down\")",
        "1009, message too big, closed: transport close (1009 \"message too big\")",
        "4408, outbox full, closed: transport close (4408 \"outbox full\")",
    })
    void a_client_that_leaves_is_gone_whatever_its_code(int code, String reason, String heard) {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.leaves(code, reason);
        assertEquals(List.of(heard), client.heard());
        assertNull(client.closed());
        assertEquals(0, engine.server.sessionCount());
        assertEquals(0, engine.connections.count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void a_close_packet_ends_the_session_at_once(String revision) {
        EngineClient.WebSocket client = engine.webSocket(revision);
        client.send("1").send("4late");
        assertEquals(List.of("closed: transport close"), client.heard());
        assertEquals(CloseStatus.NORMAL, client.closed());
    }

    @Test
    void a_session_that_the_server_closes_sends_what_waits_first() {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.transport.stall();
        client.serverSends("a");
        client.serverSends("b");
        client.client().session().close();
        assertFalse(client.client().session().send(Message.text("late"), false));
        client.send("4late");
        assertNull(client.closed());
        client.transport.resume();
        assertEquals(List.of("4a", "4b"), client.texts());
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(List.of("closed: forced close"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_session_ends_once_whoever_ends_it() {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.client().session().close();
        client.leaves(1001, "");
        client.client().session().end(CloseReason.PING_TIMEOUT, "");
        engine.advance(60_000);
        engine.server.close();
        assertEquals(List.of("closed: forced close"), client.heard());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_listener_that_fails_costs_its_message_only() {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.client().recorder().reaction(message -> {
            throw new IllegalStateException("on purpose");
        });
        client.send("4a").send("4b");
        assertEquals(List.of("a", "b"), client.heard());
        assertTrue(client.client().session().isOpen());
    }
}
