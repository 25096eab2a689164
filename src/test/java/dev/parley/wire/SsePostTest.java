package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Cause;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.Pace;
import dev.parley.socketio.Arguments;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients that have HTTP alone say, and what they are answered. */
class SsePostTest extends SseFixture {
    @Test
    void an_acknowledgement_is_the_answer_to_its_post() {
        assertEquals("{\"type\":\"ack\",\"ack\":1,\"id\":17}", post("{'type':'say','ack':1}"));
        assertEquals(List.of(), stream.told());
    }

    @Test
    void a_post_that_asks_for_nothing_is_accepted_when_it_has_been_handled() {
        assertEquals("accepted", post("{'type':'say'}"));
        assertEquals(List.of(), stream.told());
    }

    @Test
    void what_no_listener_is_told_of_is_refused_with_or_without_an_ack() {
        assertEquals("refused BAD_JSON", post("nope"));
        assertEquals("refused NOT_AN_OBJECT", post("[1]"));
        assertEquals("refused TYPE_MISSING", post("{'ack':1}"));
        assertEquals("refused TYPE_UNKNOWN", post("{'type':'what'}"));
        assertEquals("refused TYPE_UNKNOWN", post("{'type':'what','ack':1}"));
        assertEquals("refused FIELD_TYPE", post("{'type':'say','ack':-1}"));
        assertEquals(List.of(), stream.told());
    }

    @Test
    void what_a_listener_refuses_is_its_acknowledgement_or_else_an_event() {
        assertEquals(
                "{\"type\":\"ack\",\"ack\":1,\"error\":{\"code\":\"NO\",\"message\":\"no\"}}", post("{'type':'no','ack':1}"));
        assertEquals("accepted", post("{'type':'no'}"));
        assertEquals(List.of("{\"type\":\"error\",\"code\":\"NO\",\"message\":\"no\"}"), stream.told());
    }

    @Test
    void an_acknowledgement_that_takes_too_long_comes_as_an_event() {
        FakeAnswer answer = answerTo("{'type':'slow','ack':1}");
        clock.advance(Duration.ofSeconds(24));
        assertEquals("", answer.toString());
        clock.advance(Duration.ofSeconds(1));
        assertEquals("accepted", answer.toString());
        slow.get(0).send(Map.of("late", true));
        assertEquals(List.of("{\"type\":\"ack\",\"ack\":1,\"late\":true}"), stream.told());
    }

    @Test
    void a_flood_is_refused_each_time_and_then_ends_the_session() {
        IntStream.range(0, 20).forEach(i -> assertEquals("accepted", post("{'type':'say'}")));
        IntStream.range(0, 20).forEach(i -> assertEquals("refused RATE_LIMITED", post("{'type':'say'}")));
        assertTrue(stream.hasEnded());
        assertTrue(stream.told().get(0).contains("\"code\":1008,\"reason\":\"rate limit\""), stream.text());
        assertTrue(sse.find(connection.id(), PATH).isEmpty());
    }

    @Test
    void as_many_bytes_as_allowed_are_taken_and_not_one_more() {
        String frame = "{'type':'say','x':''}";
        String whole = frame.replace("''}", "'" + "x".repeat(1_000 - frame.length()) + "'}");
        IntStream.range(0, 3).forEach(i -> assertEquals("accepted", post(whole)));
        assertEquals("accepted", post(whole.replace("x'}", "'}"))); // 3,999 bytes of 4,000
        assertEquals("refused RATE_LIMITED", post("[]")); // one too many
        clock.advance(Duration.ofMillis(3));
        assertEquals("refused NOT_AN_OBJECT", post("[]"));
        IntStream.range(0, 3).forEach(i -> assertEquals("refused RATE_LIMITED", post(whole)));
        assertFalse(stream.hasEnded());
        assertEquals("refused RATE_LIMITED", post(whole));
        assertTrue(stream.hasEnded());
    }

    @Test
    void a_body_that_is_no_text_is_refused_and_counts() {
        Message binary = Message.binary(ByteBuffer.allocate(4_000));
        assertEquals("refused BINARY_UNEXPECTED", answerTo(binary).toString());
        assertEquals("refused RATE_LIMITED", answerTo(binary).toString());
        assertEquals("refused RATE_LIMITED", post("{'type':'say'}"));
    }

    @Test
    void the_server_asks_for_an_acknowledgement_and_gets_it_by_a_post() {
        CompletableFuture<Arguments> answer = sockets.get(0).emitWithAck(Duration.ofSeconds(1), "q", 1);
        assertEquals(List.of("{\"type\":\"q\",\"args\":[1],\"ack\":0}"), stream.told());
        assertEquals("accepted", post("{'type':'ack','ack':0,'b':2}"));
        assertEquals("[{\"b\":2}]", answer.join().toString());
    }

    @Test
    void a_paused_connection_answers_no_post_until_it_is_resumed() {
        connection.pause();
        FakeAnswer answer = answerTo("{'type':'say','ack':1}");
        assertEquals("", answer.toString());
        connection.resume();
        assertTrue(answer.toString().contains("\"id\":17"));
    }

    @Test
    void more_posts_than_may_be_unanswered_are_turned_away() {
        connection.pause();
        IntStream.range(0, MessageOptions.defaults().maxUnhandled()).forEach(i -> post("{'type':'say'}"));
        assertEquals(
                "busy: 1000 messages of a session may be unanswered (parley.message.max-unhandled)", post("{'type':'say'}"));
    }

    @Test
    void what_a_post_is_sent_to_is_paid_for_by_its_address() {
        io.root().on("all", (socket, arguments, ack) -> Cause.delivered(2_001 * Pace.RECEIVERS));
        post("{'type':'all'}");
        assertFalse(connections.pace().take(Optional.of("192.0.2.1"), 0).isZero());
    }
}
