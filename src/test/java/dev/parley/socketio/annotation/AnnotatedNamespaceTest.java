package dev.parley.socketio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.OpeningRequest;
import dev.parley.connection.OpeningRequests;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.testkit.VirtualScheduler;
import jakarta.json.JsonValue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the methods of a class are called for, what they are given, and what becomes of what they return. */
class AnnotatedNamespaceTest {
    private final SocketIoServer io =
            new SocketIoServer(SocketIoOptions.defaults(), new VirtualScheduler(), InMemoryAdapter::new);

    public record Say(String room, String text) {}

    public record Receipt(int id) {}

    public record Problem(String code) {}

    /** Listens by name, as every namespace may. */
    abstract static class Counting {
        int count;

        @OnEvent("count")
        int count() {
            return ++count;
        }

        @OnEvent("kind")
        String kind() {
            return "any";
        }
    }

    @SocketNamespace("/chat")
    static class Chat extends Counting {
        final List<String> heard = new ArrayList<>();
        CompletableFuture<Receipt> pending = new CompletableFuture<>();

        @OnHandshake
        void check(Socket socket, Handshake handshake) {
            if (handshake.auth().containsKey("banned")) {
                throw new ConnectRefused("banned", Map.of("until", "tomorrow"));
            }
            socket.data().put("checked", true);
        }

        @OnConnect
        void joined(Socket socket, Principal user) {
            heard.add("joined " + user + " " + socket.data().get("checked"));
            socket.join("lobby");
        }

        @OnEvent("say")
        Receipt say(Socket socket, Say say) {
            socket.namespace().to("lobby").emit("said", say.text());
            return new Receipt(7);
        }

        @OnEvent("later")
        CompletionStage<Receipt> later() {
            return pending;
        }

        @OnEvent("never")
        CompletionStage<Receipt> never() {
            return null;
        }

        @OnEvent("silent")
        void silent() {}

        @OnEvent("by hand")
        void byHand(Ack ack, int a, long b) {
            ack.send(a + b, "sum");
        }

        @OnEvent("several")
        Arguments several() {
            return Arguments.ofValues(1, "two");
        }

        @OnEvent("all")
        String all(String first, List<Say> rest, Optional<Integer> number, Arguments all) {
            return first + " " + rest.get(0).text() + " " + number + " " + all.size();
        }

        @OnEvent("bytes")
        byte[] bytes(byte[] some, ByteBuffer others) {
            return new byte[] {some[0], others.get(0)};
        }

        @OnEvent("many bytes")
        int manyBytes(List<byte[]> some) {
            return some.get(0)[0] + some.get(1)[0];
        }

        @OnEvent("where")
        String where(Namespace namespace, SocketIoServer server, OpeningRequest request, Optional<Principal> user) {
            return namespace.name() + " " + (server == namespace.server()) + " " + request.path() + " " + user;
        }

        @OnEvent("fail")
        String fail(String how) throws IOException {
            switch (how) {
                case "io" -> throw new IOException("disk");
                case "file" -> throw new FileNotFoundException("file");
                case "refused" -> throw new EventRefused("FULL", null, "no room");
                case "quiet" -> throw new UnsupportedOperationException();
                default -> throw new IllegalStateException("secret");
            }
        }

        @OnError
        Problem io(IOException e, Socket socket) {
            return new Problem("IO " + e.getMessage() + " " + socket.namespace().name());
        }

        @OnError
        Problem file(FileNotFoundException e) {
            return new Problem("FILE");
        }

        @OnError
        void quiet(UnsupportedOperationException e) {
            heard.add("quiet");
        }

        @Override
        @OnEvent("kind")
        String kind() {
            return "chat";
        }

        @OnDisconnect
        void left(Socket socket, DisconnectReason reason) {
            heard.add("left " + reason.text() + " " + socket.rooms().contains("lobby"));
        }
    }

    @SocketNamespace("/orders/{tenant}/{year}")
    static class Orders {
        @OnEvent("whose")
        String whose(@PathParam("tenant") String tenant, @PathParam("year") String year) {
            return tenant + " " + year;
        }
    }

    @SocketNamespace
    static class Root {
        @OnHandshake
        CompletionStage<?> check(Handshake handshake) throws IOException {
            return switch (handshake.parameter("q").orElse("")) {
                case "refused" -> CompletableFuture.failedFuture(new ConnectRefused("no"));
                case "broken" -> throw new IOException("secret");
                default -> null;
            };
        }
    }

    private Chat chat() {
        Chat chat = new Chat();
        AnnotatedNamespace.of(Chat.class).install(io, chat);
        return chat;
    }

    @Test
    void a_client_is_checked_comes_in_and_leaves() {
        Chat chat = chat();
        Visitor anna = Visitor.enter(io, "/chat");
        anna.leave(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        assertEquals(List.of("joined null true", "left client namespace disconnect true"), chat.heard);
    }

    @Test
    void a_handshake_may_be_refused() {
        Chat chat = chat();
        Visitor eve = Visitor.enter(
                io, "/chat", OpeningRequests.any(), JsonText.object().add("banned", true).build());
        assertEquals("banned{\"until\":\"tomorrow\"}", eve.refusal());
        assertEquals(List.of(), chat.heard);
    }

    @Test
    void a_handshake_may_be_refused_later_and_what_fails_tells_nothing() {
        AnnotatedNamespace.of(Root.class).install(io, new Root());
        assertNull(Visitor.enter(io, "/").refusal());
        assertEquals("no", asking("refused").refusal());
        assertEquals("internal error", asking("broken").refusal());
    }

    private Visitor asking(String q) {
        OpeningRequest request = new OpeningRequest(
                "192.0.2.1", false, "/", Map.of("q", List.of(q)), Map.of(), Map.of(), null, Instant.EPOCH);
        return Visitor.enter(io, "/", request, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Test
    void what_a_method_returns_is_the_acknowledgement() {
        chat();
        Visitor anna = Visitor.enter(io, "/chat");
        assertEquals(List.of("[{\"id\":7}]"), anna.ask("say", Map.of("room", "x", "text", "hello")));
        assertEquals(List.of("said[\"hello\"]"), anna.got());
        assertEquals(List.of("[1, \"two\"]"), anna.ask("several"));
        assertEquals(List.of("[]"), anna.ask("silent"));
        assertEquals(List.of("[]"), anna.ask("never"));
    }

    @Test
    void a_stage_is_the_acknowledgement_when_it_is_complete() {
        Chat chat = chat();
        Visitor anna = Visitor.enter(io, "/chat");
        List<String> answers = anna.ask("later");
        assertEquals(List.of(), answers);
        chat.pending.complete(new Receipt(8));
        assertEquals(List.of("[{\"id\":8}]"), answers);
        chat.pending = CompletableFuture.failedFuture(new IOException("late"));
        assertEquals(List.of("[{\"error\":{\"code\":\"IO late /chat\"}}]"), anna.ask("later"));
    }

    @Test
    void an_ack_answers_by_hand_and_arguments_are_given_in_order() {
        chat();
        Visitor anna = Visitor.enter(io, "/chat");
        assertEquals(List.of("[5, \"sum\"]"), anna.ask("by hand", 2, 3));
        List<Say> says = List.of(new Say("r", "t"));
        assertEquals(List.of("[\"x t Optional[4] 4\"]"), anna.ask("all", "x", says, 4, "more"));
        assertEquals(List.of("[\"x t Optional.empty 3\"]"), anna.ask("all", "x", says, null));
        assertEquals(List.of("[\"x t Optional.empty 2\"]"), anna.ask("all", "x", says));
        assertEquals(
                List.of(Arguments.ofValues(new byte[] {1, 2}).toString()),
                anna.ask("bytes", new byte[] {1}, new byte[] {2}));
        assertTrue(anna.ask("bytes", Map.of("_placeholder", true, "num", 0), "").get(0).contains("FIELD_TYPE"));
        assertEquals(List.of("[3]"), anna.ask("many bytes", List.of(new byte[] {1}, new byte[] {2})));
    }

    @Test
    void an_argument_of_another_type_is_refused_and_the_method_not_called() {
        chat();
        Visitor anna = Visitor.enter(io, "/chat");
        assertEquals(
                List.of("[{\"error\":{\"code\":\"FIELD_TYPE\",\"message\":"
                        + "\"argument 1 must be of type long (a number), was absent\"}}]"),
                anna.ask("by hand", 2));
        anna.tell("say", "text");
        assertEquals(1, anna.got().size());
    }

    @Test
    void parameters_are_given_by_type() {
        chat();
        assertEquals(
                List.of("[\"/chat true /ws Optional.empty\"]"), Visitor.enter(io, "/chat").ask("where"));
    }

    @Test
    void the_most_special_error_handler_answers_checked_exceptions_too() {
        Chat chat = chat();
        Visitor anna = Visitor.enter(io, "/chat");
        assertEquals(List.of("[{\"error\":{\"code\":\"IO disk /chat\"}}]"), anna.ask("fail", "io"));
        assertEquals(List.of("[{\"error\":{\"code\":\"FILE\"}}]"), anna.ask("fail", "file"));
        assertEquals(
                List.of("[{\"error\":{\"code\":\"FULL\",\"message\":\"no room\"}}]"), anna.ask("fail", "refused"));
        assertEquals(
                List.of("[{\"error\":{\"code\":\"INTERNAL\",\"message\":\"the server could not handle the event\"}}]"),
                anna.ask("fail", "else"));
        assertEquals(List.of(), anna.ask("fail", "quiet"));
        assertEquals("quiet", chat.heard.get(1));
    }

    @Test
    void inherited_methods_count_and_overridden_ones_count_once() {
        chat();
        Visitor anna = Visitor.enter(io, "/chat");
        assertEquals(List.of("[1]"), anna.ask("count"));
        assertEquals(List.of("[2]"), anna.ask("count"));
        assertEquals(List.of("[\"chat\"]"), anna.ask("kind"));
    }

    @Test
    void a_template_is_many_namespaces_and_its_variables_are_parameters() {
        AnnotatedNamespace.of(Orders.class).install(io, new Orders());
        assertEquals(List.of("[\"acme 2026\"]"), Visitor.enter(io, "/orders/acme/2026").ask("whose"));
        assertEquals(List.of("[\"emca 1999\"]"), Visitor.enter(io, "/orders/emca/1999").ask("whose"));
        assertEquals("Invalid namespace", Visitor.enter(io, "/orders/acme").refusal());
    }

    @Test
    void an_object_of_another_class_is_refused() {
        AnnotatedNamespace chat = AnnotatedNamespace.of(Chat.class);
        assertThrows(IllegalArgumentException.class, () -> chat.install(io, new Orders()));
        assertEquals(Chat.class, chat.type());
        assertEquals("/chat", chat.path());
    }
}
