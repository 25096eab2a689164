package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients of both protocols enter namespaces and leave them. */
class JoiningTest extends ClientFixture {

    // protocol 5

    @Test
    void the_answer_to_a_connect_has_the_id_of_the_socket_and_nothing_else() {
        EngineClient.WebSocket client = engine.webSocket("4");
        assertEquals(List.of(), client.texts());
        client.send("40");
        assertEquals(List.of("40{\"sid\":\"" + only(root).id() + "\"}"), client.texts());
        assertTrue(only(root).id().matches("[A-Za-z0-9_-]{20}"));
    }

    @Test
    void ids_are_new_in_each_namespace_and_tell_nothing_of_the_session() {
        Namespace foo = io.of("/foo");
        EngineClient.WebSocket client = client("4").send("40/foo,");
        assertEquals(List.of("40/foo,{\"sid\":\"" + only(foo).id() + "\"}"), client.texts());
        assertNotEquals(only(root).id(), only(foo).id());
        assertNotEquals(client.client().session().id(), only(root).id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "40/foo                   | {}",
        "40/foo,                  | {}",
        "40/foo,{\"token\":\"t\"} | {\"token\":\"t\"}",
        "40/foo,{\"n\":{\"a\":[1,null]}} | {\"n\":{\"a\":[1,null]}}",
    })
    void what_a_client_sends_to_be_let_in_is_its_auth(String frame, String auth) {
        Namespace foo = io.of("/foo");
        client("4").send(frame);
        assertEquals(auth, only(foo).handshake().auth().toString());
    }

    @Test
    void an_unknown_namespace_is_refused_and_the_session_stays() {
        EngineClient.WebSocket client = client("4").send("40/random");
        assertEquals(List.of("44/random,{\"message\":\"Invalid namespace\"}"), client.texts());
        assertTrue(client.client().session().isOpen());
        assertEquals(Set.of("/"), Set.copyOf(io.namespaces().stream().map(Namespace::name).toList()));
    }

    @Test
    void a_middleware_refuses_with_a_message_and_perhaps_with_data() {
        io.of("/no").use(socket -> {
            throw new ConnectRefused("not authorized");
        });
        io.of("/auth").use(socket -> {
            throw new ConnectRefused("not authorized", Map.of("code", "E1"));
        });
        EngineClient.WebSocket client = client("4").send("40/no,").send("40/auth,{\"token\":\"bad\"}");
        assertEquals(
                List.of(
                        "44/no,{\"message\":\"not authorized\"}",
                        "44/auth,{\"message\":\"not authorized\",\"data\":{\"code\":\"E1\"}}"),
                client.texts());
        assertTrue(client.client().session().isOpen());
    }

    @Test
    void a_middleware_that_fails_tells_nobody_why() {
        root.use(socket -> {
            throw new IllegalStateException("the password of the database is 1234");
        });
        EngineClient.WebSocket client = engine.webSocket("4").send("40");
        assertEquals(List.of("44{\"message\":\"internal error\"}"), client.texts());
    }

    @Test
    void a_client_that_was_refused_may_try_again() {
        root.use(socket -> {
            if (!socket.handshake().auth().containsKey("token")) {
                throw new ConnectRefused("no token");
            }
        });
        EngineClient.WebSocket client = engine.webSocket("4").send("40").send("40{\"token\":\"t\"}");
        assertEquals(
                List.of("44{\"message\":\"no token\"}", "40{\"sid\":\"SID\"}"), anonymous(client.texts()));
    }

    @Test
    void what_is_emitted_to_a_newcomer_follows_its_welcome_in_the_same_payload() {
        root.use(socket -> socket.emit("too early"));
        root.onConnection(socket -> {
            assertTrue(socket.isConnected());
            socket.emit("one", 1);
            socket.emit("two", 2);
        });
        EngineClient polling = engine.polling("4");
        assertEquals("ok", polling.post("40"));
        assertEquals(
                List.of("40{\"sid\":\"SID\"}", "42[\"one\",1]", "42[\"two\",2]"),
                anonymous(List.of(polling.poll().answer().split("<1e>"))));
    }

    @Test
    void a_socket_is_connected_only_after_its_middlewares() {
        List<String> order = new ArrayList<>();
        root.use(socket -> order.add("first " + socket.isConnected()));
        root.use(socket -> order.add("second " + socket.isConnected()));
        root.onConnection(socket -> order.add("connection " + socket.isConnected()));
        client("4");
        assertEquals(List.of("first false", "second false", "connection true"), order);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void a_client_that_leaves_while_a_middleware_thinks_leaves_nothing_behind(String revision) {
        EngineClient.WebSocket client = client(revision);
        left.clear();
        Namespace guarded = watch(io.of("/guarded"));
        guarded.use(socket -> {
            socket.join("vip");
            client.leaves(1000, "");
        });
        int timers = engine.clock.waiting();
        client.send("40/guarded,");
        assertEquals(0, guarded.localCount());
        assertEquals(0, guarded.to("vip").count().toCompletableFuture().join());
        assertEquals(0, root.localCount());
        assertEquals(List.of("/: transport close", "/guarded: transport close"), left);
        assertTrue(engine.clock.waiting() <= timers);
    }

    @Test
    void a_refused_client_leaves_no_socket_no_room_and_no_timer() {
        for (String revision : List.of("3", "4")) {
            EngineClient.WebSocket client = client(revision);
            int timers = engine.clock.waiting();
            Namespace guarded = watch(io.of("/guarded" + revision));
            List<Socket> asked = new ArrayList<>();
            guarded.use(socket -> {
                asked.add(socket);
                socket.join("vip");
                var unused = socket.emitWithAck(Duration.ofHours(1), "question");
                throw new ConnectRefused("no");
            });
            client.send("40/guarded" + revision + ",");
            assertEquals(1, asked.size());
            assertEquals(0, guarded.localCount());
            assertEquals(Set.of(), asked.get(0).rooms());
            assertEquals(0, guarded.to("vip").count().toCompletableFuture().join());
            assertEquals(timers, engine.clock.waiting());
            client.leaves(1000, "");
        }
        assertEquals(List.of("/: transport close", "/: transport close"), left);
    }

    @Test
    void a_namespace_on_demand_goes_with_its_last_socket_even_if_that_was_refused() {
        io.of(Pattern.compile("/dyn-\\d+")).use(socket -> {
            if (socket.namespace().name().equals("/dyn-13")) {
                throw new ConnectRefused("unlucky");
            }
        });
        EngineClient.WebSocket client = client("4").send("40/dyn-12,").send("40/dyn-13,").send("40/dyn-x,");
        assertEquals(
                List.of(
                        "40/dyn-12,{\"sid\":\"SID\"}",
                        "44/dyn-13,{\"message\":\"unlucky\"}",
                        "44/dyn-x,{\"message\":\"Invalid namespace\"}"),
                anonymous(client.texts()));
        assertTrue(io.existing("/dyn-12").isPresent());
        assertTrue(io.existing("/dyn-13").isEmpty());
        client.send("41/dyn-12,");
        assertTrue(io.existing("/dyn-12").isEmpty());
    }

    // protocol 4

    @Test
    void a_client_of_protocol_4_is_in_the_root_namespace_without_asking() {
        EngineClient polling = engine.polling("3");
        assertEquals("2:40", polling.poll().answer());
        assertEquals(polling.session().id(), only(root).id());
        EngineClient.WebSocket webSocket = engine.client("3").webSocket();
        List<String> texts = webSocket.texts();
        assertTrue(texts.get(0).startsWith("0{"), texts.get(0));
        assertEquals(List.of("40"), texts.subList(1, texts.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/foo", "40/foo,", "40/foo?a=b&c=%26d", "40/foo?a=b&c=%26d,"})
    void a_client_of_protocol_4_knows_the_ids_of_its_sockets(String frame) {
        Namespace foo = io.of("/foo");
        EngineClient.WebSocket client = client("3").send(frame);
        assertEquals(List.of("40/foo,"), client.texts());
        assertEquals("/foo#" + client.client().session().id(), only(foo).id());
    }

    @Test
    void the_query_of_a_namespace_is_its_auth_and_joins_the_query_of_the_request() {
        Namespace foo = io.of("/foo");
        client("3").send("40/foo?a=1&a=2&c=%26d");
        assertEquals("{\"a\":\"2\",\"c\":\"&d\"}", only(foo).handshake().auth().toString());
        assertEquals(List.of("1", "2"), only(foo).handshake().query().get("a"));
        assertEquals("&d", only(foo).handshake().parameter("c").orElse(""));
        assertEquals("{}", only(root).handshake().auth().toString());
    }

    @Test
    void a_client_of_protocol_4_is_refused_with_a_bare_value() {
        io.of("/no").use(socket -> {
            throw new ConnectRefused("not authorized");
        });
        io.of("/auth").use(socket -> {
            throw new ConnectRefused("not authorized", Map.of("code", "E1"));
        });
        EngineClient.WebSocket client = client("3").send("40/no").send("40/auth").send("40/none");
        assertEquals(
                List.of(
                        "44/no,\"not authorized\"",
                        "44/auth,{\"code\":\"E1\"}",
                        "44/none,{\"message\":\"Invalid namespace\"}"),
                client.texts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"false | 44\"no\"", "true | 44{\"code\":\"E1\"}"})
    void a_client_of_protocol_4_may_be_refused_at_the_root(boolean hasData, String answer) {
        root.use(socket -> {
            throw hasData ? new ConnectRefused("no", Map.of("code", "E1")) : new ConnectRefused("no");
        });
        EngineClient.WebSocket client = engine.client("3").webSocket();
        assertEquals(List.of(answer), client.texts().subList(1, 2));
        assertTrue(client.client().session().isOpen());
    }

    // the time it may take

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

    // leaving

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
