package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.engineio.EngineClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast one client may send: here 20 events and 50,000 bytes a second, and 100 and 100,000 at once. */
class RateTest extends PacketFixture {
    private static final String REFUSED =
            "{\"code\":\"RATE_LIMITED\",\"message\":\"a client may send 20 messages a second"
 + " (parley.socketio.rate.per-second), 100 at once (parley.socketio.rate.burst); go on in 100 ms\",\"retryAfter\":100}";

    private final EngineClient.WebSocket client;

    RateTest() {
        listen(root, "x");
        client = client("4");
    }

    private void send(int times, String frame) {
        for (int i = 0; i < times; i++) {
            client.send(frame);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void as_many_as_allowed_are_heard_and_not_one_more(String revision) {
        EngineClient.WebSocket other = client(revision);
        for (int i = 0; i < 101; i++) {
            other.send("42[\"x\"]");
        }
        assertEquals(100, heard.size());
        assertEquals(List.of("42[\"error\"," + REFUSED + "]"), other.texts());
        assertNull(other.closed());
    }

    @Test
    void who_asks_for_an_answer_is_told_each_time_and_others_once_a_second() {
        send(100, "42[\"x\"]");
        send(3, "42[\"x\"]");
        assertEquals(1, client.texts().size());
        client.send("427[\"x\"]");
        assertTrue(client.texts().get(0).startsWith("437[{\"error\":{\"code\":\"RATE_LIMITED\""));
        assertEquals(100, heard.size());
    }

    @Test
    void who_waits_as_long_as_told_is_heard_again() {
        send(101, "42[\"x\"]");
        engine.clock.advance(Duration.ofMillis(99));
        client.send("42[\"x\"]");
        assertEquals(100, heard.size());
        engine.clock.advance(Duration.ofMillis(100));
        client.send("42[\"x\"]");
        assertEquals(101, heard.size());
    }

    @Test
    void who_does_not_stop_is_closed() {
        send(199, "42[\"x\"]");
        assertNull(client.closed());
        client.send("42[\"x\"]");
        assertEquals(CloseStatus.RATE_LIMIT, client.closed());
        assertEquals(List.of("/: forced close"), left);
        assertEquals(100, heard.size());
    }

    @Test
    void the_other_clients_do_not_notice() {
        EngineClient.WebSocket other = client("4");
        send(201, "42[\"x\"]");
        other.send("42[\"x\"]");
        assertEquals(101, heard.size());
        assertNull(other.closed());
    }

    @Test
    void as_many_bytes_as_allowed_are_heard_and_not_one_more() {
        client.send("42[\"x\",\"" + "a".repeat(100_000 - 9 - 12) + "\"]");
        send(2, "42[\"x\"]"); // six bytes each, without the first
        assertEquals(3, heard.size());
        client.send("42[\"x\"]"); // one too many
        assertEquals(3, heard.size());
        String refused = "{\"code\":\"RATE_LIMITED\",\"message\":\"a client may send 50000 bytes a second"
                + " (parley.socketio.rate.bytes-per-second), 100000 at once (parley.socketio.rate.bytes-burst);"
                + " go on in 1 ms\",\"retryAfter\":1}";
        assertEquals(List.of("42[\"error\"," + refused + "]"), client.texts());
        engine.clock.advance(Duration.ofMillis(1));
        client.send("42[\"x\"]");
        assertEquals(4, heard.size());
    }

    @Test
    void the_attachments_of_an_event_count_with_it() {
        String event = "451-[\"x\",{\"_placeholder\":true,\"num\":0}]";
        for (int i = 0; i < 96; i++) { // 37 bytes each, and 1,000
            client.send(event).send(new byte[1_000]);
        }
        assertEquals(96, heard.size());
        client.send(event).send(new byte[1_000]);
        assertEquals(96, heard.size());
    }

    @Test
    void answers_are_no_events() {
        send(100, "42[\"x\"]");
        var answer = only(root).emitWithAck("q");
        client.texts();
        client.send("430[1]");
        assertTrue(answer.isDone());
    }
}
