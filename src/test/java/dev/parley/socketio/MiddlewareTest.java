package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What stands between a client and the listeners. */
class MiddlewareTest {
    private final Crowd crowd = new Crowd();
    private final Namespace root = crowd.io.root();
    private final List<String> heard = new ArrayList<>();

    @Test
    void checks_are_made_in_the_order_of_registration_until_one_refuses() {
        root.use(socket -> heard.add("first"));
        Subscription second = root.use(socket -> {
            heard.add("second");
            throw new ConnectRefused("no", 7);
        });
        root.use(socket -> heard.add("third"));
        FakePeer peer = crowd.ask("/");
        assertEquals(List.of("first", "second"), heard);
        assertEquals("no", peer.refusal().getMessage());
        assertEquals("7", peer.refusal().data().orElseThrow().toString());
        second.cancel();
        assertTrue(crowd.ask("/").isWelcome());
    }

    @Test
    void a_check_that_fails_by_mistake_keeps_the_client_out_and_tells_it_nothing() {
        root.use(socket -> {
            throw new IllegalStateException("secret");
        });
        assertEquals("internal error", crowd.ask("/").refusal().getMessage());
        assertEquals(0, root.localCount());
    }

    @Test
    void a_check_may_take_its_time() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        root.useAsync(socket -> answer);
        root.onConnection(socket -> heard.add("in"));
        FakePeer peer = crowd.ask("/");
        assertFalse(peer.isWelcome());
        assertEquals(0, root.localCount());
        answer.complete("whatever");
        assertTrue(peer.isWelcome());
        assertEquals(List.of("in"), heard);
    }

    @Test
    void a_check_may_refuse_later() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        root.useAsync(socket -> {
            socket.join("r");
            return answer.thenRun(() -> {}); // failures come wrapped
        });
        FakePeer peer = crowd.ask("/");
        answer.completeExceptionally(new ConnectRefused("late no"));
        assertEquals("late no", peer.refusal().getMessage());
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
        FakePeer peer = crowd.ask("/");
        peer.socket().link().left(DisconnectReason.TRANSPORT_CLOSE);
        answer.complete(null);
        assertFalse(peer.isWelcome());
        assertNull(peer.refusal());
        assertEquals(List.of(), heard);
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void events_go_through_the_middleware_of_the_namespace_and_then_of_the_socket() {
        root.use((event, next) -> {
            heard.add("namespace " + event.event());
            next.accept(event);
        });
        Socket a = crowd.connect();
        a.use((event, next) -> {
            heard.add("socket " + event.arguments());
            next.accept(event.with(Arguments.ofValues("changed")));
        });
        a.on("x", arguments -> heard.add("x" + arguments));
        crowd.send(a, "x", 1);
        assertEquals(List.of("namespace x", "socket [1]", "x[\"changed\"]"), heard);
    }

    @Test
    void a_middleware_refuses_an_event_or_swallows_it() {
        Socket a = crowd.connect();
        a.use((event, next) -> {
            if (event.event().equals("bad")) {
                throw new EventRefused("BAD", null, "no");
            }
        });
        a.on("bad", arguments -> heard.add("bad"));
        a.on("gone", arguments -> heard.add("gone"));
        assertEquals(List.of("[{\"error\":{\"code\":\"BAD\",\"message\":\"no\"}}]"), crowd.ask(a, "bad"));
        assertEquals(List.of(), crowd.ask(a, "gone"));
        assertEquals(List.of(), heard);
    }

    @Test
    void an_event_may_pass_later_and_only_once() {
        Socket a = crowd.connect();
        List<Runnable> later = new ArrayList<>();
        a.use((event, next) -> later.add(passing(event, next)));
        a.on("x", arguments -> heard.add("x" + arguments));
        crowd.send(a, "x", 1);
        assertEquals(List.of(), heard);
        later.get(0).run();
        later.get(0).run();
        assertEquals(List.of("x[1]"), heard);
        crowd.send(a, "x", 2);
        a.link().left(DisconnectReason.TRANSPORT_CLOSE);
        later.get(1).run();
        assertEquals(List.of("x[1]"), heard);
    }

    private static Runnable passing(Incoming event, Consumer<Incoming> next) {
        return () -> next.accept(event);
    }
}
