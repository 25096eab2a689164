package dev.parley.socketio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.socketio.AckTimeoutException;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Clients as objects. */
class ClientsTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    private final Namespace chat = io.of("/chat");
    private final Visitor anna = Visitor.enter(io, "/chat");
    private final Visitor bob = Visitor.enter(io, "/chat");

    public record Said(String from, String text) {}

    interface Greeted {
        void hello(String name);
    }

    interface ChatClient extends Greeted {
        void said(Said said);

        void cleared();

        @EventName("user left")
        void left(String name, int remaining, List<Said> last);

        CompletionStage<Said> prompt(String question);

        CompletableFuture<List<Said>> history();

        CompletionStage<Void> seen();

        CompletionStage<Arguments> raw();

        default void system(String text) {
            said(new Said("system", text));
        }
    }

    private final Clients<ChatClient> clients = Clients.of(ChatClient.class, chat);

    @Test
    void a_method_is_an_event_and_its_parameters_the_arguments() {
        clients.all().said(new Said("a", "b"));
        clients.all().cleared();
        clients.all().left("Eve", 2, List.of(new Said("Eve", "bye")));
        clients.all().hello("you");
        clients.all().system("restart");
        List<String> all = List.of(
                "said[{\"from\":\"a\",\"text\":\"b\"}]",
                "cleared[]",
                "user left[\"Eve\",2,[{\"from\":\"Eve\",\"text\":\"bye\"}]]",
                "hello[\"you\"]",
                "said[{\"from\":\"system\",\"text\":\"restart\"}]");
        assertEquals(all, unspaced(anna.got()));
        assertEquals(all, unspaced(bob.got()));
    }

    private static List<String> unspaced(List<String> got) {
        return got.stream().map(each -> each.replace(", ", ",")).toList();
    }

    @Test
    void it_goes_to_whom_it_is_said_to() {
        anna.socket().join("lobby");
        clients.to("lobby").cleared();
        clients.except("lobby").hello("outside");
        clients.except(anna.socket()).hello("others");
        clients.to(bob.socket()).hello("bob");
        clients.to(bob.socket().to("lobby")).hello("from bob");
        assertEquals(List.of("cleared[]", "hello[\"from bob\"]"), anna.got());
        assertEquals(List.of("hello[\"outside\"]", "hello[\"others\"]", "hello[\"bob\"]"), bob.got());
    }

    @Test
    void a_stage_asks_for_an_acknowledgement() throws Exception {
        CompletionStage<Said> answer = clients.to(anna.socket()).prompt("ready?");
        assertEquals(List.of("?0 prompt[\"ready?\"]"), anna.got());
        assertFalse(answer.toCompletableFuture().isDone());
        anna.socket().link().acknowledged(0, Arguments.ofValues(new Said("a", "yes")));
        assertEquals(new Said("a", "yes"), answer.toCompletableFuture().get());
        CompletableFuture<List<Said>> history = clients.to(anna.socket()).history();
        anna.socket().link().acknowledged(1, Arguments.ofValues(List.of(new Said("a", "b"))));
        assertEquals(List.of(new Said("a", "b")), history.get());
        CompletionStage<Void> seen = clients.to(anna.socket()).seen();
        anna.socket().link().acknowledged(2, Arguments.none());
        assertEquals(null, seen.toCompletableFuture().get());
        CompletionStage<Arguments> raw = clients.to(anna.socket()).raw();
        anna.socket().link().acknowledged(3, Arguments.ofValues(1, 2));
        assertEquals(Arguments.ofValues(1, 2), raw.toCompletableFuture().get());
    }

    @Test
    void an_answer_may_be_late_or_wrong() {
        CompletableFuture<Said> late = clients.to(anna.socket().timeout(Duration.ofSeconds(1)))
                .prompt("ready?")
                .toCompletableFuture();
        clock.advance(Duration.ofSeconds(2));
        assertInstanceOf(AckTimeoutException.class, assertThrows(ExecutionException.class, late::get).getCause());
        CompletableFuture<Said> wrong = clients.to(anna.socket()).prompt("ready?").toCompletableFuture();
        anna.socket().link().acknowledged(1, Arguments.ofValues(5));
        assertInstanceOf(EventRefused.class, assertThrows(ExecutionException.class, wrong::get).getCause());
    }

    @Test
    void many_cannot_be_asked_as_one() {
        assertEquals(
                "'prompt' is answered, so it must be sent to one socket: many have many answers",
                assertThrows(UnsupportedOperationException.class, () -> clients.all().prompt("?")).getMessage());
        assertEquals(List.of(), anna.got());
    }

    @Test
    void they_are_objects_like_others() {
        ChatClient all = clients.all();
        assertEquals(all, all);
        assertNotEquals(all, clients.all());
        assertEquals(all.hashCode(), all.hashCode());
        assertEquals("clients as " + ChatClient.class.getName(), all.toString());
    }

    @SocketNamespace("/rooms/{name}")
    static class Rooms {
        @OnEvent("say")
        void say(Socket socket, Clients<ChatClient> clients, String text) {
            clients.except(socket).hello(text);
        }
    }

    @Test
    void methods_of_a_namespace_have_them_as_a_parameter() {
        AnnotatedNamespace.of(Rooms.class).install(io, new Rooms());
        Visitor a = Visitor.enter(io, "/rooms/a");
        Visitor b = Visitor.enter(io, "/rooms/a");
        Visitor elsewhere = Visitor.enter(io, "/rooms/b");
        a.tell("say", "hi");
        assertEquals(List.of("hello[\"hi\"]"), b.got());
        assertEquals(List.of(), a.got());
        assertEquals(List.of(), elsewhere.got());
    }

    interface Overloaded {
        void said(String text);

        void said(int number);
    }

    interface Reserved {
        void disconnect();
    }

    interface Answering {
        Said said();
    }

    interface Raw {
        @SuppressWarnings("rawtypes")
        CompletionStage said();
    }

    interface Streaming {
        void said(String name, InputStream stream);
    }

    @SocketNamespace
    static class RawClients {
        @OnConnect
        @SuppressWarnings("rawtypes")
        void joined(Clients clients) {}
    }

    @SocketNamespace
    static class WrongClients {
        @OnConnect
        void joined(Clients<Reserved> clients) {}
    }

    @Test
    void a_mistake_in_the_interface_is_named_at_once() {
        refused(String.class, "", "clients must have an interface that is not sealed");
        refused(Overloaded.class, ".said", "'said' must have one method, had public abstract void "
                + Overloaded.class.getName() + ".said(int) as well");
        refused(Reserved.class, ".disconnect", "event must not be reserved, was 'disconnect'");
        String rule = "a method must return nothing or a CompletionStage of what JSON-B can read, returned ";
        refused(Answering.class, ".said", rule + Said.class.getName());
        refused(Raw.class, ".said", rule + "java.util.concurrent.CompletionStage");
        refused(Streaming.class, ".said",
                "parameter 2 must be something that JSON-B can write, was java.io.InputStream");
    }

    @Test
    void and_when_the_namespace_is_read() {
        assertEquals(
                RawClients.class.getName() + ".joined: parameter 1 must name the clients' interface, was "
                        + Clients.class.getName(),
                assertThrows(InvalidNamespaceException.class, () -> AnnotatedNamespace.of(RawClients.class)).getMessage());
        assertEquals(
                Reserved.class.getName() + ".disconnect: event must not be reserved, was 'disconnect'",
                assertThrows(InvalidNamespaceException.class, () -> AnnotatedNamespace.of(WrongClients.class)).getMessage());
    }

    private void refused(Class<?> type, String method, String rule) {
        assertEquals(
                type.getName() + method + ": " + rule,
                assertThrows(InvalidNamespaceException.class, () -> Clients.of(type, chat)).getMessage());
    }
}
