package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What stands between a client and the listeners. */
class MiddlewareTest {
    private final TestServer server = new TestServer();
    private final Namespace root = server.io().root();
    private final List<String> heard = new ArrayList<>();

    @Test
    void checks_are_made_in_the_order_of_registration_until_one_refuses() {
        root.use(socket -> heard.add("first"));
        Subscription second = root.use(socket -> {
            heard.add("second");
            throw new ConnectRefused("no", 7);
        });
        root.use(socket -> heard.add("third"));
        TestClient client = server.connect("/");
        assertEquals(List.of("first", "second"), heard);
        assertEquals("no", client.refusal().orElseThrow().getMessage());
        assertEquals("7", client.refusal().orElseThrow().data().orElseThrow().toString());
        second.cancel();
        assertTrue(server.connect("/").isConnected());
    }

    @Test
    void a_check_that_fails_by_mistake_keeps_the_client_out_and_tells_it_nothing() {
        root.use(socket -> {
            throw new IllegalStateException("secret");
        });
        assertEquals("internal error", server.connect("/").refusal().orElseThrow().getMessage());
        assertEquals(0, root.localCount());
    }

    @Test
    void a_check_may_take_its_time() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        root.useAsync(socket -> answer);
        root.onConnection(socket -> heard.add("in"));
        TestClient client = server.connect("/");
        assertFalse(client.isConnected());
        assertEquals(0, root.localCount());
        answer.complete("whatever");
        assertTrue(client.isConnected());
        assertEquals(List.of("in"), heard);
    }

    @Test
    void a_check_may_refuse_later() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        root.useAsync(socket -> {
            socket.join("r");
            return answer.thenRun(() -> {}); // failures come wrapped
        });
        TestClient client = server.connect("/");
        answer.completeExceptionally(new ConnectRefused("late no"));
        assertEquals("late no", client.refusal().orElseThrow().getMessage());
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void who_leaves_during_a_check_is_neither_let_in_nor_refused() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        root.useAsync(socket -> {
            socket.join("r");
            return answer;
        });
        root.onConnection(socket -> heard.add("in"));
        root.onDisconnect((socket, reason) -> heard.add("out"));
        TestClient client = server.connect("/");
        client.loseConnection();
        answer.complete(null);
        assertFalse(client.isConnected());
        assertEquals(Optional.empty(), client.refusal());
        assertEquals(List.of(), heard);
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void events_go_through_the_middleware_of_the_namespace_and_then_of_the_socket() {
        root.use((event, next) -> {
            heard.add("namespace " + event.event());
            next.accept(event);
        });
        TestClient client = server.connect("/");
        Socket a = client.socket();
        a.use((event, next) -> {
            heard.add("socket " + event.arguments());
            next.accept(event.with(Arguments.ofValues("changed")));
        });
        a.on("x", arguments -> heard.add("x" + arguments));
        client.emit("x", 1);
        assertEquals(List.of("namespace x", "socket [1]", "x[\"changed\"]"), heard);
    }

    @Test
    void a_middleware_refuses_an_event_or_swallows_it() {
        TestClient client = server.connect("/");
        Socket a = client.socket();
        a.use((event, next) -> {
            if (event.event().equals("bad")) {
                throw new EventRefused("BAD", null, "no");
            }
        });
        a.on("bad", arguments -> heard.add("bad"));
        a.on("gone", arguments -> heard.add("gone"));
        assertEquals("{\"code\":\"BAD\",\"message\":\"no\"}", client.emitWithAck("bad").error().toString());
        assertFalse(client.emitWithAck("gone").hasCome());
        assertEquals(List.of(), heard);
    }

    @Test
    void an_event_may_pass_later_and_only_once() {
        TestClient client = server.connect("/");
        Socket a = client.socket();
        List<Runnable> later = new ArrayList<>();
        a.use((event, next) -> later.add(passing(event, next)));
        a.on("x", arguments -> heard.add("x" + arguments));
        client.emit("x", 1);
        assertEquals(List.of(), heard);
        later.get(0).run();
        later.get(0).run();
        assertEquals(List.of("x[1]"), heard);
        client.emit("x", 2);
        client.loseConnection();
        later.get(1).run();
        assertEquals(List.of("x[1]"), heard);
    }

    private static Runnable passing(Incoming event, Consumer<Incoming> next) {
        return () -> next.accept(event);
    }
}
