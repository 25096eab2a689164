package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Event;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client of the kit's does and does not, and how it tells a test of its mistakes. */
class TestClientTest {
    public record Say(String room, String text) {}

    public record Receipt(long id) {}

    private static final Event<Say> SAID = Event.of("said", Say.class);
    private static final Request<Say, Receipt> SAY = Request.of("say", Say.class, Receipt.class);

    private final TestServer server = new TestServer();
    private final Namespace chat = server.io().of("/chat");

    // Coming in

    @Test
    void a_client_is_in_the_namespace_when_connect_returns() {
        TestClient client = server.connect("chat");
        assertTrue(client.isConnected());
        assertEquals(client.id(), client.socket().id());
        assertEquals("/chat", client.socket().namespace().name());
    }

    @Test
    void what_it_sends_to_be_let_in_is_read_as_json() {
        chat.use(socket -> {
            if (!socket.handshake().auth().getString("text", "").equals("open")) {
                throw new ConnectRefused("not authorized", Map.of("code", "E1"));
            }
        });
        assertTrue(server.connect("/chat", Map.of("text", "open")).isConnected());
        assertTrue(server.connect("/chat", new Say("r", "open")).isConnected());
        TestClient stranger = server.connect("/chat");
        assertFalse(stranger.isConnected());
        assertEquals("not authorized", stranger.refusal().orElseThrow().getMessage());
        assertEquals("{\"code\":\"E1\"}", stranger.refusal().orElseThrow().data().orElseThrow().toString());
        assertThrows(IllegalArgumentException.class, () -> server.connect("/chat", "a text"));
    }

    @Test
    void a_refusal_is_told_in_the_root_namespace_too_and_without_data() {
        server.io().use(socket -> {
            throw new ConnectRefused("no {braces}");
        });
        ConnectRefused refusal = server.connect("/").refusal().orElseThrow();
        assertEquals("no {braces}", refusal.getMessage());
        assertEquals(Optional.empty(), refusal.data());
        assertEquals("Invalid namespace", server.connect("/none").refusal().orElseThrow().getMessage());
    }

    @Test
    void who_is_not_in_can_do_nothing_and_is_told_why() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        chat.useAsync(socket -> later);
        TestClient client = server.connect("/chat");
        assertEquals(
                "the client has not been let into /chat",
                assertThrows(IllegalStateException.class, () -> client.emit("x")).getMessage());
        later.completeExceptionally(new ConnectRefused("no"));
        assertEquals(
                "the client was kept out of /chat: no",
                assertThrows(IllegalStateException.class, () -> client.emit("x")).getMessage());
        assertThrows(IllegalStateException.class, client::id);
        assertThrows(IllegalStateException.class, client::socket);
    }

    @Test
    void one_connection_has_a_client_in_each_namespace() {
        TestClient here = server.connect("/chat");
        TestClient there = here.connect("/");
        chat.emit("here");
        server.io().emit("there");
        assertEquals(List.of(Received.of("here")), here.received());
        assertEquals(List.of(Received.of("there")), there.received());
        assertEquals(1, server.engine().sessionCount());
        assertThrows(IllegalStateException.class, () -> there.connect("/chat"));
        here.disconnect();
        assertTrue(here.connect("/chat").isConnected());
        there.socket().disconnect(true);
        assertFalse(there.isConnected());
        assertThrows(IllegalStateException.class, () -> there.connect("/chat"));
    }

    // Events

    @Test
    void events_travel_as_packets_bytes_as_attachments_records_as_objects() {
        List<Arguments> heard = new ArrayList<>();
        chat.on("x", (socket, arguments, ack) -> {
            heard.add(arguments);
            socket.emit("y", arguments);
        });
        TestClient client = server.connect("/chat");
        client.emit("x", "Анна", 1.5, new Say("r", "t"), List.of(new byte[] {1, 2}), null);
        assertEquals(
                "[\"Анна\", 1.5, {\"room\":\"r\",\"text\":\"t\"}, [\"AQI=\"], null]", heard.get(0).toString());
        assertEquals(heard, client.received("y"));
        byte[][] bytes = client.received("y").get(0).as(3, byte[][].class);
        assertArrayEquals(new byte[] {1, 2}, bytes[0]);
    }

    @Test
    void what_is_received_is_kept_in_order_and_can_be_read_typed_until_it_is_forgotten() {
        TestClient client = server.connect("/chat");
        chat.emit(SAID, new Say("r", "one"));
        chat.emit("other", 1, "two");
        chat.emit(SAID, new Say("r", "three"));
        assertEquals(List.of(new Say("r", "one"), new Say("r", "three")), client.received(SAID));
        assertEquals(List.of(Arguments.ofValues(1, "two")), client.received("other"));
        assertEquals(List.of("said", "other", "said"), client.received().stream().map(Received::event).toList());
        assertEquals("other[1, \"two\"]", client.received().get(1).toString());
        client.forget();
        assertEquals(List.of(), client.received());
    }

    @Test
    void what_does_not_fit_the_type_says_so() {
        TestClient client = server.connect("/chat");
        chat.emit("said", 5);
        assertEquals(
                "argument 0 must be of type Say (an object), was a number",
                assertThrows(EventRefused.class, () -> client.received(SAID)).getMessage());
    }

    @Test
    void reserved_names_cannot_be_sent() {
        TestClient client = server.connect("/chat");
        assertThrows(IllegalArgumentException.class, () -> client.emit("disconnect"));
        assertThrows(IllegalArgumentException.class, () -> client.emitWithAck("connect_error"));
        assertTrue(client.socket().isConnected());
    }

    @Test
    void what_the_server_sends_and_no_client_can_read_fails_in_the_test() {
        Object deep = 1;
        for (int i = 0; i < 200; i++) {
            deep = List.of(deep);
        }
        TestClient client = server.connect("/chat");
        chat.emit("deep", deep);
        assertEquals(
                "the client cannot read what the server has sent",
                assertThrows(IllegalStateException.class, client::received).getMessage());
    }

    // Answers of the server's

    @Test
    void an_answer_is_there_when_the_call_returns() {
        chat.on(SAY, (socket, say) -> new Receipt(say.text().length()));
        chat.on("two", (socket, arguments, ack) -> ack.send(1, "b"));
        TestClient client = server.connect("/chat");
        assertEquals(new Receipt(4), client.emitWithAck(SAY, new Say("r", "four")).value());
        assertEquals(Arguments.ofValues(1, "b"), client.emitWithAck("two").value());
    }

    @Test
    void an_error_is_no_value_and_a_value_no_error() {
        chat.on(SAY, (socket, say) -> {
            if (say.text().isEmpty()) {
                throw new EventRefused("TEXT_EMPTY", "text", "a text must not be empty");
            }
            return new Receipt(1);
        });
        TestClient client = server.connect("/chat");
        Answer<Receipt> refused = client.emitWithAck(SAY, new Say("r", ""));
        assertEquals("TEXT_EMPTY", refused.error().asJsonObject().getString("code"));
        assertTrue(assertThrows(IllegalStateException.class, refused::value)
                .getMessage()
                .startsWith("'say' was refused with {\"code\":\"TEXT_EMPTY\""));
        Answer<Receipt> accepted = client.emitWithAck(SAY, new Say("r", "t"));
        assertEquals(
                "'say' was not refused but answered with [{\"id\":1}]",
                assertThrows(IllegalStateException.class, accepted::error).getMessage());
    }

    @Test
    void a_listener_that_forgets_to_answer_is_found_without_waiting() {
        chat.on("x", (socket, arguments, ack) -> {});
        TestClient client = server.connect("/chat");
        Answer<Arguments> answer = client.emitWithAck("x");
        assertFalse(answer.hasCome());
        assertEquals(
                "'x' has not been acknowledged",
                assertThrows(IllegalStateException.class, answer::value).getMessage());
        client.loseConnection();
        assertEquals(
                "'x' will not be acknowledged: the client has left",
                assertThrows(IllegalStateException.class, answer::value).getMessage());
        assertFalse(answer.hasCome());
    }

    @Test
    void an_answer_by_another_thread_can_be_waited_for() throws Exception {
        chat.onAsync(SAY, (socket, say) -> CompletableFuture.supplyAsync(() -> new Receipt(3)));
        TestClient client = server.connect("/chat");
        assertEquals(
                new Receipt(3),
                client.emitWithAck(SAY, new Say("r", "t")).future().get(10, TimeUnit.SECONDS));
    }

    // Answers to the server

    @Test
    void a_listener_answers_before_the_question_returns() {
        TestClient client = server.connect("/chat");
        client.on(SAY, say -> new Receipt(say.text().length()));
        client.on("double", arguments -> arguments.as(0, Integer.class) * 2);
        Socket socket = client.socket();
        assertEquals(new Receipt(3), socket.emitWithAck(SAY, new Say("r", "two")).getNow(null));
        assertEquals(Arguments.ofValues(42), socket.emitWithAck("double", 21).getNow(null));
        assertEquals(List.of(new Say("r", "two")), client.received(SAY));
    }

    @Test
    void questions_are_answered_one_by_one_in_their_order() {
        TestClient client = server.connect("/chat");
        Socket socket = client.socket();
        CompletableFuture<Arguments> first = socket.emitWithAck("q", 1);
        CompletableFuture<Arguments> second = socket.emitWithAck("q", 2);
        CompletableFuture<Receipt> typed = socket.emitWithAck(SAY, new Say("r", "t"));
        client.answer("q", "one", 1);
        assertEquals(Arguments.ofValues("one", 1), first.getNow(null));
        assertFalse(second.isDone());
        client.answer(SAY, new Receipt(9));
        assertEquals(new Receipt(9), typed.getNow(null));
        client.answer("q");
        assertEquals(Arguments.none(), second.getNow(null));
        assertEquals(
                "the server does not wait for an answer to 'q'",
                assertThrows(IllegalStateException.class, () -> client.answer("q")).getMessage());
    }

    @Test
    void a_listener_of_the_client_that_fails_fails_in_the_test() {
        TestClient client = server.connect("/chat");
        AssertionError wrong = new AssertionError("expected …");
        client.on("q", arguments -> {
            throw wrong;
        });
        assertFalse(client.socket().emitWithAck("q").isDone());
        IllegalStateException told = assertThrows(IllegalStateException.class, () -> client.emit("next"));
        assertEquals("the client's listener to 'q' failed", told.getMessage());
        assertSame(wrong, told.getCause());
        assertThrows(IllegalStateException.class, client::received);
    }

    @Test
    void client_and_server_may_talk_from_inside_of_listeners() {
        chat.on("count", (socket, arguments, ack) -> socket.emit("count", arguments.as(0, Integer.class) + 1));
        TestClient client = server.connect("/chat");
        client.on("count", arguments -> {
            int count = arguments.as(0, Integer.class);
            if (count < 100) {
                client.emit("count", count + 1);
            }
            return null;
        });
        client.emit("count", 0);
        assertEquals(Arguments.ofValues(101), client.received("count").get(50));
    }

    // Leaving

    @Test
    void the_ways_to_leave_are_told_apart_by_the_server() {
        List<DisconnectReason> reasons = new ArrayList<>();
        chat.onDisconnect((socket, reason) -> reasons.add(reason));
        TestClient leaving = server.connect("/chat");
        TestClient elsewhere = leaving.connect("/");
        leaving.disconnect();
        assertEquals(Optional.of("io client disconnect"), leaving.disconnectReason());
        assertTrue(elsewhere.isConnected());

        TestClient closing = server.connect("/chat");
        closing.closeConnection();
        closing.loseConnection(); // too late
        assertEquals(Optional.of("forced close"), closing.disconnectReason());

        TestClient losing = server.connect("/chat");
        Socket socket = losing.socket();
        losing.loseConnection();
        assertEquals(Optional.of("1006"), socket.disconnectDetail());
        assertSame(socket, losing.socket(), "who has asked before still gets it");

        TestClient sleeping = server.connect("/chat");
        sleeping.fallSilent();
        server.advance(Duration.ofSeconds(50));
        assertEquals(
                List.of(
                        DisconnectReason.CLIENT_NAMESPACE_DISCONNECT,
                        DisconnectReason.TRANSPORT_CLOSE,
                        DisconnectReason.TRANSPORT_CLOSE,
                        DisconnectReason.PING_TIMEOUT),
                reasons);
        assertEquals(0, chat.localCount());
        assertEquals(
                "the client has left /chat: forced close",
                assertThrows(IllegalStateException.class, () -> closing.emit("x")).getMessage());
    }

    @Test
    void the_server_sends_a_client_away() {
        TestClient alone = server.connect("/chat");
        TestClient elsewhere = alone.connect("/");
        alone.socket().disconnect();
        assertEquals(Optional.of("io server disconnect"), alone.disconnectReason());
        assertTrue(elsewhere.isConnected());
        assertEquals(Optional.empty(), elsewhere.closed());
        elsewhere.socket().disconnect(true);
        assertEquals(Optional.of("io server disconnect"), elsewhere.disconnectReason());
        assertEquals(Optional.of(CloseStatus.NORMAL), elsewhere.closed());
    }

    @Test
    void a_client_that_does_not_read_misses_what_may_be_dropped_and_gets_the_rest_later() {
        TestClient client = server.connect("/chat");
        client.stopReading();
        chat.emit("one");
        chat.emit("two");
        client.socket().droppable().emit("typing");
        assertEquals(List.of(), client.received());
        client.resumeReading();
        chat.emit("three");
        assertEquals(List.of(Received.of("one"), Received.of("two"), Received.of("three")), client.received());
    }
}
