package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.Received;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who hears what, and for how long. */
class ListenersTest {
    private final TestServer server = new TestServer();
    private final Namespace root = server.io().root();
    private final TestClient client = server.connect("/");
    private final Socket a = client.socket();
    private final List<String> heard = new ArrayList<>();

    @Test
    void once_is_once_whoever_asks_for_the_answer() {
        a.once("x", arguments -> heard.add("x" + arguments));
        a.once("y", (arguments, ack) -> ack.send("done"));
        client.emit("x", 1);
        client.emit("x", 2);
        assertEquals(List.of("x[1]"), heard);
        assertEquals(Arguments.ofValues("done"), client.emitWithAck("y").value());
        assertFalse(client.emitWithAck("y").hasCome());
    }

    @Test
    void a_subscription_takes_back_one_listener_even_if_it_was_registered_twice() {
        Subscription first = a.on("x", arguments -> heard.add("one"));
        a.on("x", arguments -> heard.add("two"));
        first.cancel();
        first.cancel();
        client.emit("x");
        assertEquals(List.of("two"), heard);
    }

    @Test
    void off_takes_back_what_was_registered_on_the_socket_and_leaves_the_namespace_alone() {
        root.on("x", (socket, arguments, ack) -> heard.add("namespace"));
        a.on("x", arguments -> heard.add("socket"));
        a.on("y", arguments -> heard.add("y"));
        assertEquals(Set.of("x", "y"), a.eventNames());
        assertEquals(Set.of("x"), root.eventNames());
        a.off("x");
        client.emit("x");
        assertEquals(List.of("namespace"), heard);
        a.off();
        assertEquals(Set.of(), a.eventNames());
    }

    @Test
    void catch_all_listeners_hear_every_event_before_those_of_its_name() {
        root.onAny((socket, event, arguments) -> heard.add("all " + event));
        a.onAny((event, arguments) -> heard.add("second " + event + arguments));
        Subscription first = a.prependAny((event, arguments) -> heard.add("first"));
        a.on("x", arguments -> heard.add("x"));
        client.emit("x", 1);
        assertEquals(List.of("all x", "first", "second x[1]", "x"), heard);
        heard.clear();
        first.cancel();
        client.emit("unknown");
        assertEquals(List.of("all unknown", "second unknown[]"), heard);
        heard.clear();
        a.offAny();
        client.emit("x");
        assertEquals(List.of("all x", "x"), heard);
    }

    @Test
    void a_catch_all_listener_that_fails_keeps_nothing_from_the_others() {
        a.onAny((event, arguments) -> {
            throw new IllegalStateException("of the test");
        });
        a.on("x", arguments -> heard.add("x"));
        client.emit("x");
        assertEquals(List.of("x"), heard);
    }

    @Test
    void what_is_sent_can_be_heard_too_broadcasts_included_acknowledgements_not() {
        Socket b = server.connect("/").socket();
        root.onAnyOutgoing((socket, event, arguments) -> heard.add((socket == a ? "a " : "b ") + event));
        a.onAnyOutgoing((event, arguments) -> heard.add("own " + event + arguments));
        a.prependAnyOutgoing((event, arguments) -> heard.add("first"));
        a.on("q", (arguments, ack) -> ack.send("answer"));
        a.emit("one", 1);
        assertEquals(List.of("a one", "first", "own one[1]"), heard);
        heard.clear();
        b.broadcast().emit("many");
        assertEquals(List.of("a many", "first", "own many[]"), heard);
        heard.clear();
        assertEquals(Arguments.ofValues("answer"), client.emitWithAck("q").value());
        assertEquals(List.of(), heard);
        a.offAnyOutgoing();
        client.loseConnection();
        a.emit("late");
        assertEquals(List.of(), heard);
    }

    @Test
    void reserved_names_cannot_be_listened_to() {
        assertThrows(IllegalArgumentException.class, () -> a.on("disconnect", arguments -> {}));
        assertThrows(IllegalArgumentException.class, () -> Event.of("connect", String.class));
        assertThrows(IllegalArgumentException.class, () -> Request.of("connect_error", String.class, String.class));
    }

    @Test
    void the_first_handler_for_an_exception_answers_for_it() {
        root.onError(IllegalStateException.class, (socket, error) -> "state: " + error.getMessage());
        root.onError(RuntimeException.class, (socket, error) -> null);
        a.on("state", arguments -> {
            throw new IllegalStateException("full");
        });
        a.on("silent", arguments -> {
            throw new UnsupportedOperationException();
        });
        assertEquals(Arguments.ofValues(Map.of("error", "state: full")), client.emitWithAck("state").arguments());
        client.emit("state");
        assertEquals(List.of(Received.of("error", "state: full")), client.received());
        assertFalse(client.emitWithAck("silent").hasCome());
    }

    @Test
    void leaving_is_told_before_and_after_and_to_the_namespace() {
        root.onDisconnect((socket, reason) -> heard.add("namespace " + socket.isConnected()));
        a.join("r");
        a.onDisconnecting(reason -> heard.add("leaving " + a.isConnected() + a.rooms().contains("r")));
        a.onDisconnect(reason -> heard.add("left " + a.isConnected() + " " + reason.text() + a.disconnectDetail()));
        client.loseConnection();
        assertEquals(List.of("leaving truetrue", "left false transport closeOptional[1006]", "namespace false"), heard);
        assertEquals(Set.of(), a.rooms());
    }

    @Test
    void a_question_without_a_timeout_waits_until_the_client_leaves() {
        int timers = server.timers();
        CompletableFuture<Arguments> answer = a.emitWithAck("q");
        assertEquals(timers, server.timers());
        server.advance(Duration.ofDays(1));
        assertFalse(answer.isDone());
        client.loseConnection();
        assertTrue(answer.isCompletedExceptionally());
    }

    @Test
    void a_question_to_many_needs_a_timeout_and_says_so() {
        assertEquals(
                "a broadcast with acknowledgements must have a timeout, had none",
                assertThrows(IllegalStateException.class, () -> root.everybody().emitWithAck("q"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> root.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> a.timeout(Duration.ofSeconds(-1)));
    }

    @Test
    void send_is_the_event_message() {
        a.send("hi", 1);
        root.send("all");
        root.to(a.id()).send();
        assertEquals(
                List.of(Received.of("message", "hi", 1), Received.of("message", "all"), Received.of("message")),
                client.received());
    }

    @Test
    void data_is_kept_by_name_and_by_class() {
        a.data().put("n", 1);
        a.data().put(Duration.class, Duration.ofSeconds(2));
        assertEquals(1, a.data().get("n"));
        assertEquals(Duration.ofSeconds(2), a.data().get(Duration.class));
        assertEquals(1, a.data().put("n", null));
        assertEquals(Set.of(Duration.class.getName()), a.data().asMap().keySet());
        assertTrue(a.data().find(String.class).isEmpty());
    }

    @Test
    void rooms_are_told_in_the_order_in_which_things_happen() {
        Subscription rooms = root.onRooms(new RoomListener() {
            @Override
            public void created(String room) {
                heard.add("created " + room);
            }

            @Override
            public void deleted(String room) {
                heard.add("deleted " + room);
            }

            @Override
            public void joined(String room, Socket socket) {
                heard.add("joined " + room);
                if (room.equals("r")) {
                    socket.join("s"); // from inside
                }
            }

            @Override
            public void left(String room, Socket socket) {
                heard.add("left " + room);
            }
        });
        a.join("r");
        assertEquals(List.of("created r", "joined r", "created s", "joined s"), heard);
        heard.clear();
        server.connect("/").socket().join("s");
        a.leave("r");
        client.loseConnection();
        assertEquals(List.of("joined s", "left r", "deleted r", "left s"), heard);
        rooms.cancel();
        heard.clear();
        server.connect("/").socket().join("t");
        assertEquals(List.of(), heard);
    }
}
