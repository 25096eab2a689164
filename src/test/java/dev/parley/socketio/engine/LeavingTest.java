package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.engineio.EngineClient;
import dev.parley.engineio.FakePoll;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients of both protocols leave namespaces, and those that enter none in time. */
class LeavingTest extends ClientFixture {
    @Test
    void a_client_that_enters_nothing_is_closed() {
        EngineClient.WebSocket silent = engine.webSocket("4");
        EngineClient polling = engine.polling("4");
        FakePoll held = polling.poll();
        engine.clock.advance(CONNECT_TIMEOUT.minusMillis(1));
        assertTrue(silent.client().session().isOpen());
        assertEquals("held", held.answer());
        engine.advance(1);
        assertEquals(CloseStatus.NORMAL, silent.closed());
        assertEquals("1", held.answer());
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_client_that_is_only_refused_is_closed() {
        root.use(socket -> {
            throw new ConnectRefused("no");
        });
        EngineClient.WebSocket modern = engine.webSocket("4").send("40").send("40/none");
        EngineClient.WebSocket old = engine.webSocket("3");
        engine.clock.advance(CONNECT_TIMEOUT);
        assertEquals(CloseStatus.NORMAL, modern.closed());
        assertEquals(CloseStatus.NORMAL, old.closed());
    }

    @Test
    void a_client_that_is_in_a_namespace_stays() {
        int timers = engine.clock.waiting();
        EngineClient.WebSocket modern = client("4");
        EngineClient.WebSocket old = client("3");
        assertEquals(timers, engine.clock.waiting());
        engine.clock.advance(CONNECT_TIMEOUT.multipliedBy(2));
        assertTrue(modern.client().session().isOpen());
        assertTrue(old.client().session().isOpen());
    }

    @Test
    void a_client_that_leaves_early_leaves_no_timer() {
        int timers = engine.clock.waiting();
        engine.webSocket("4").leaves(1001, "");
        assertEquals(timers, engine.clock.waiting());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void a_client_that_leaves_a_namespace_gets_no_answer_and_keeps_the_others(String revision) {
        Namespace custom = watch(io.of("/custom"));
        List<String> heard = new ArrayList<>();
        root.on("message", (socket, arguments, ack) -> heard.add(arguments.string(0)));
        EngineClient.WebSocket client = client(revision).send("40/custom");
        client.texts();
        client.send("41/custom").send("42[\"message\",\"x\"]");
        assertEquals(List.of(), client.texts());
        assertEquals(List.of("x"), heard);
        assertEquals(List.of("/custom: client namespace disconnect"), left);
        assertEquals(0, custom.localCount());
        assertTrue(client.client().session().isOpen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void a_client_may_come_back_to_a_namespace_it_has_left(String revision) {
        Namespace foo = io.of("/foo");
        EngineClient.WebSocket client = client(revision).send("40/foo");
        String first = only(foo).id();
        client.send("41/foo").send("40/foo");
        assertEquals(revision.equals("3"), only(foo).id().equals(first));
        assertEquals(1, foo.localCount());
    }

    @Test
    void a_client_that_has_left_the_root_keeps_its_session_until_it_speaks_there() {
        EngineClient.WebSocket client = client("4").send("41");
        assertTrue(client.client().session().isOpen());
        assertEquals(List.of("/: client namespace disconnect"), left);
        client.send("42[\"x\"]");
        assertFalse(client.client().session().isOpen());
        assertEquals(CloseStatus.NORMAL, client.closed());
    }

    @Test
    void a_socket_that_the_server_disconnects_leaves_its_namespace_only() {
        Namespace foo = watch(io.of("/foo"));
        EngineClient.WebSocket client = client("4").send("40/foo,");
        client.texts();
        only(foo).disconnect();
        only(root).disconnect(false);
        assertEquals(List.of("41/foo,", "41"), client.texts());
        assertEquals(List.of("/foo: server namespace disconnect", "/: server namespace disconnect"), left);
        assertTrue(client.client().session().isOpen());
        client.send("40/foo,");
        assertEquals(List.of("40/foo,{\"sid\":\"SID\"}"), anonymous(client.texts()));
    }

    @Test
    void a_client_that_is_disconnected_for_good_leaves_all_namespaces_in_the_order_it_came() {
        List<String> names = List.of("/auth", "/dyn-12", "/b", "/a");
        names.forEach(name -> watch(io.of(name)));
        EngineClient.WebSocket client = client("4");
        names.forEach(name -> client.send("40" + name + ","));
        client.texts();
        only(io.of("/a")).disconnect(true);
        assertEquals(List.of("41", "41/auth,", "41/dyn-12,", "41/b,", "41/a,"), client.texts());
        assertEquals(CloseStatus.NORMAL, client.closed());
        assertEquals(
                List.of("/", "/auth", "/dyn-12", "/b", "/a").stream()
                        .map(name -> name + ": server namespace disconnect")
                        .toList(),
                left);
    }

    @Test
    void a_polling_client_that_is_disconnected_for_good_hears_it_in_one_payload() {
        io.of("/auth");
        EngineClient polling = engine.polling("4");
        polling.post("40<1e>40/auth,");
        polling.poll();
        only(root).disconnect(true);
        assertEquals("41<1e>41/auth,", polling.poll().answer());
        assertEquals("6<1e>1", polling.poll().answer());
        assertEquals(List.of("/: server namespace disconnect"), left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void every_end_has_nodes_words(String revision) {
        EngineClient.WebSocket client = client(revision);
        client.leaves(1001, "");
        client(revision).send("1");
        client(revision).send("9");
        client(revision).send("4abc");
        client(revision).send(revision.equals("4") ? "2" : "3");
        client(revision).send("4" + "x".repeat(1_000_000));
        client(revision).send("41");
        client(revision);
        only(root).dropConnection();
        client(revision);
        only(root).disconnect();
        assertEquals(
                List.of(
                        "/: transport close",
                        "/: transport close",
                        "/: parse error",
                        "/: forced close",
                        "/: transport error",
                        "/: transport error",
                        "/: client namespace disconnect",
                        "/: forced close",
                        "/: server namespace disconnect"),
                left);
    }

    @Test
    void a_silent_client_ends_with_ping_timeout_and_a_stopping_server_says_so() {
        client("4");
        engine.clock.advance(Duration.ofHours(2));
        assertEquals(List.of("/: ping timeout"), left);
        EngineClient.WebSocket client = client("4");
        engine.server.close();
        assertEquals(List.of("/: ping timeout", "/: server shutting down"), left);
        assertEquals(List.of(), client.texts(), "no DISCONNECT, so that clients come back");
    }

    @Test
    void the_rooms_can_be_read_for_the_last_time_when_a_socket_leaves() {
        List<Set<String>> rooms = new ArrayList<>();
        root.onConnection(socket -> {
            socket.join("r");
            socket.onDisconnect(reason -> rooms.add(socket.rooms()));
        });
        EngineClient.WebSocket client = client("4");
        Socket socket = only(root);
        client.leaves(1000, "");
        assertEquals(List.of(Set.of(socket.id(), "r")), rooms);
        assertEquals(Set.of(), socket.rooms());
        socket.join("late");
        assertEquals(0, root.to("late").count().toCompletableFuture().join());
    }
}
