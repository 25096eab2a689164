package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.Bytes;
import dev.parley.testkit.Answer;
import dev.parley.testkit.Received;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Events that carry records. */
class TypedEventsTest {
    public record Say(String room, String text) {}

    public record Said(long id, String from, String text, Instant at) {}

    public record Receipt(long id) {}

    @SuppressWarnings("ArrayRecordComponent") // as an application may write it
    public record Upload(String name, byte[] content, List<ByteBuffer> parts) {}

    public record Amount(int cents) {
        public Amount {
            if (cents < 0) {
                throw new IllegalArgumentException("cents must be 0 or more, was " + cents);
            }
        }
    }

    private static final Event<Said> SAID = Event.of("said", Said.class);
    private static final Event<Say> NOTE = Event.of("note", Say.class);
    private static final Request<Say, Receipt> SAY = Request.of("say", Say.class, Receipt.class);

    private final TestServer server = new TestServer();
    private final TestClient client = server.connect("/");
    private final Socket a = client.socket();

    @Test
    void a_record_travels_as_an_object() {
        Said said = new Said(1, "Анна", "hi \"you\"", Instant.parse("2026-01-02T03:04:05Z"));
        a.emit(SAID, said);
        assertEquals(
                "[said[{\"at\":\"2026-01-02T03:04:05Z\",\"from\":\"Анна\",\"id\":1,\"text\":\"hi \\\"you\\\"\"}]]",
                client.received().toString());
        assertEquals(List.of(said), client.received(SAID));
    }

    @Test
    void a_record_among_other_values_does_so_too() {
        a.emit("news", "text", 42, new Receipt(7), Map.of("inside", List.of(new Receipt(8))), new byte[] {1});
        assertEquals(
                "[news[\"text\", 42, {\"id\":7}, {\"inside\":[{\"id\":8}]}, \"AQ==\"]]",
                client.received().toString());
    }

    record Hidden(int a) {}

    @Test
    void a_record_that_is_not_public_can_be_sent_but_not_read() {
        a.emit("hidden", new Hidden(1));
        assertEquals(List.of(Received.of("hidden", Map.of("a", 1))), client.received());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Event.ofList("hidden", Hidden.class));
        assertEquals(
                "a record that JSON-B reads must be public, was " + Hidden.class.getName(), refused.getMessage());
    }

    @Test
    void a_listener_gets_the_record_and_the_client_an_empty_acknowledgement() {
        List<Say> heard = new ArrayList<>();
        a.on(NOTE, heard::add);
        Answer<Arguments> answer = client.emitWithAck("note", Map.of("room", "r", "text", "t"));
        assertEquals(Arguments.none(), answer.value());
        assertEquals(List.of(new Say("r", "t")), heard);
    }

    @Test
    void what_a_listener_returns_is_the_acknowledgement() {
        server.io().root().on(SAY, (socket, say) -> new Receipt(say.text().length()));
        Answer<Receipt> answer = client.emitWithAck(SAY, new Say("r", "four"));
        assertEquals("[{\"id\":4}]", answer.arguments().toString());
        assertEquals(new Receipt(4), answer.value());
    }

    @Test
    void a_stage_answers_when_it_is_complete() {
        CompletableFuture<Receipt> later = new CompletableFuture<>();
        a.onAsync(SAY, say -> later);
        Answer<Receipt> answer = client.emitWithAck(SAY, new Say("r", "t"));
        assertFalse(answer.hasCome());
        later.complete(new Receipt(9));
        assertEquals(new Receipt(9), answer.value());
    }

    @Test
    void a_stage_that_fails_answers_with_an_error() {
        a.onAsync(SAY, say -> CompletableFuture.failedFuture(new EventRefused("ROOM_FULL", "room", "a room must …")));
        assertEquals(
                "{\"code\":\"ROOM_FULL\",\"message\":\"a room must …\",\"field\":\"room\"}",
                client.emitWithAck(SAY, new Say("r", "t")).error().toString());
        a.off();
        a.onAsync(SAY, say -> CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("secret");
                },
                Runnable::run));
        assertEquals(
                "{\"code\":\"INTERNAL\",\"message\":\"the server could not handle the event\"}",
                client.emitWithAck(SAY, new Say("r", "t")).error().toString());
    }

    @Test
    void the_server_asks_and_gets_a_record() {
        CompletableFuture<Receipt> answer = a.timeout(Duration.ofSeconds(1)).emitWithAck(SAY, new Say("r", "t"));
        assertEquals(List.of(new Say("r", "t")), client.received(SAY));
        client.answer("say", Map.of("id", 5));
        assertEquals(new Receipt(5), answer.join());
        CompletableFuture<List<Receipt>> all =
                server.io().timeout(Duration.ofSeconds(1)).emitWithAck(SAY, new Say("r", "t"));
        client.answer(SAY, new Receipt(6));
        assertEquals(List.of(new Receipt(6)), all.join());
    }

    @Test
    void bytes_anywhere_travel_as_attachments_both_ways() {
        Upload upload = new Upload("f", new byte[] {1, 2}, List.of(ByteBuffer.wrap(new byte[] {3})));
        ArgumentList sent = Arguments.ofPayload(upload).list();
        assertEquals(
                "{\"content\":{\"_placeholder\":true,\"num\":0},\"name\":\"f\",\"parts\":[{\"_placeholder\":true,\"num\":1}]}",
                sent.written().json());
        assertEquals(2, sent.written().attachments().size());
        Upload back = Arguments.of(sent).as(0, Upload.class);
        assertArrayEquals(new byte[] {1, 2}, back.content());
        assertEquals(ByteBuffer.wrap(new byte[] {3}), back.parts().get(0));
    }

    @Test
    void clients_without_attachments_send_bytes_as_base64() {
        Upload upload = Arguments.ofValues(Map.of("name", "f", "content", "AQI=", "parts", List.of("Aw==")))
                .as(0, Upload.class);
        assertArrayEquals(new byte[] {1, 2}, upload.content());
    }

    @Test
    void a_whole_argument_may_be_base64_like_a_member() {
        Arguments text = Arguments.ofValues("AQI=", "no base64");
        assertArrayEquals(new byte[] {1, 2}, text.as(0, byte[].class));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2}), text.as(0, ByteBuffer.class));
        assertEquals(
                "argument 1 must be of type byte[]: Illegal base64 character 20",
                assertThrows(EventRefused.class, () -> text.as(1, byte[].class)).getMessage());
    }

    @Test
    void a_placeholder_without_its_attachment_is_no_bytes() {
        Map<String, Object> forged = Map.of("name", "f", "content", Map.of("_placeholder", true, "num", 0));
        EventRefused refused =
                assertThrows(EventRefused.class, () -> Arguments.ofValues(forged).as(0, Upload.class));
        assertEquals("FIELD_TYPE", refused.code());
        assertEquals("content", refused.field().orElseThrow());
    }

    @Test
    void bytes_alone_and_strings_and_json_need_no_class() {
        Arguments arguments = Arguments.ofValues(
                new byte[] {7}, "text", Json.createObjectBuilder().add("a", 1).build(), 3, List.of(new Receipt(1)));
        assertArrayEquals(new byte[] {7}, arguments.as(0, byte[].class));
        assertEquals(new Bytes(ByteBuffer.wrap(new byte[] {7})), arguments.as(0, Bytes.class));
        assertEquals("text", arguments.as(1, String.class));
        assertEquals(1, arguments.as(2, JsonObject.class).getInt("a"));
        assertEquals(3, arguments.as(3, Integer.class));
        assertEquals(List.of(new Receipt(1)), arguments.<List<Receipt>>as(4, Event.ofList("x", Receipt.class).payload()));
    }

    @Test
    void what_does_not_fit_is_refused_with_the_field_to_blame() {
        assertRefused("{\"code\":\"FIELD_TYPE\",\"message\":\"argument 0 must be of type Say (an object), was absent\"}");
        assertRefused("{\"code\":\"FIELD_TYPE\",\"message\":\"argument 0 must be of type Say (an object), was null\"}", (Object) null);
        assertRefused("{\"code\":\"FIELD_TYPE\",\"message\":\"argument 0 must be of type Say (an object), was a string\"}", "hi");
        Arguments amount = Arguments.ofValues(Map.of("cents", "many"));
        assertEquals(
                "argument 0 must be of type Amount with a valid 'cents'",
                assertThrows(EventRefused.class, () -> amount.as(0, Amount.class)).getMessage());
    }

    @Test
    void what_came_and_what_was_due_are_named() {
        Map<String, Object> things = Map.of("a", 1);
        assertEquals("Say (an object), was a number", refusal(Say.class, 5));
        assertEquals("Say (an object), was an array", refusal(Say.class, List.of()));
        assertEquals("Say (an object), was bytes", refusal(Say.class, (Object) new byte[] {1}));
        assertEquals("int (a number), was an object", refusal(int.class, things));
        assertEquals("List<Say>, was an array that does not fit", refusal(Event.ofList("x", Say.class).payload(), List.of(1)));
        assertEquals("String (a string), was a boolean", refusal(String.class, true));
        assertEquals("String (a string), was null", refusal(String.class, (Object) null));
        assertEquals("byte[] (bytes), was a number", refusal(byte[].class, 1));
        assertEquals("List<Say> (an array), was an object", refusal(Event.ofList("x", Say.class).payload(), things));
        assertEquals("JsonObject (an object), was a string", refusal(JsonObject.class, "x"));
    }

    private static String refusal(Type type, Object argument) {
        Arguments arguments = Arguments.ofValues(argument);
        String message = assertThrows(EventRefused.class, () -> arguments.<Object>as(0, type)).getMessage();
        return message.substring("argument 0 must be of type ".length()).replace(Say.class.getName() + ">", "Say>");
    }

    private void assertRefused(String error, Object... arguments) {
        a.off();
        a.on(SAY, say -> new Receipt(1));
        assertEquals(error, client.emitWithAck("say", arguments).error().toString());
    }

    @Test
    void what_the_constructor_of_a_record_says_is_told() {
        Arguments negative = Arguments.ofValues(Map.of("cents", -1));
        EventRefused refused = assertThrows(EventRefused.class, () -> negative.as(0, Amount.class));
        assertEquals("argument 0 must be of type Amount: cents must be 0 or more, was -1", refused.getMessage());
    }

    @Test
    void numbers_stay_as_they_were_written_when_they_are_passed_on() {
        Event<Arguments> any = Event.of("any", Arguments.class);
        a.on(any, all -> a.emit("back", all));
        client.emit("any", Json.createValue(new java.math.BigDecimal("1.10")), 1e3);
        assertEquals("[back[1.10, 1000.0]]", client.received().toString());
    }

    @Test
    void an_event_with_nothing_carries_no_argument() {
        Event<Void> ping = Event.of("ping!", Void.class);
        List<String> heard = new ArrayList<>();
        a.on(ping, nothing -> heard.add("ping"));
        a.emit(ping, null);
        assertEquals(List.of(Received.of("ping!")), client.received());
        client.emit(ping, null);
        assertEquals(List.of("ping"), heard);
    }

    @Test
    void what_has_no_json_form_is_refused_at_once_and_names_its_class() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> a.emit("x", new Unwritable()));
        assertEquals("an argument must be JSON, was " + Unwritable.class.getName(), refused.getMessage());
        assertEquals(List.of(), client.received());
    }

    /** JSON-B calls its getter. */
    public static final class Unwritable {
        public String getValue() {
            return Objects.requireNonNull(null, "never");
        }
    }
}
