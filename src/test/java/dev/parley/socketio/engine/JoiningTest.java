package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
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

/** How clients of protocol 5 enter namespaces. */
class JoiningTest extends ClientFixture {
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3 | 44/n100,DATA",
        "4 | 44/n100,{\"message\":\"too many namespaces\",\"data\":DATA}",
    })
    void a_connection_is_in_as_many_namespaces_as_it_may_and_not_in_one_more(String revision, String refusal) {
        io.of(Pattern.compile("/n[0-9]+"));
        EngineClient.WebSocket client = client(revision); // is in the root
        for (int i = 1; i < 100; i++) {
            assertTrue(client.send("40/n" + i + ",").texts().get(0).startsWith("40/n" + i + ","));
        }
        List<String> answers = client.send("40/n100,").texts();
        assertEquals(1, answers.size());
        assertEquals(
                refusal,
                answers.get(0).replaceFirst(
                        "\\{(?=[^{]*\"code\":\"TOO_MANY_NAMESPACES\")(?=[^{]*\"retryAfter\":5000)"
                                + "(?=[^{]*is in 100 namespaces, which is all it may .parley.namespaces.max-per-connection.)[^{}]*}",
                        "DATA"));
        assertTrue(client.client().session().isOpen());
        assertTrue(io.existing("/n100").isEmpty());
        client.send("41/n1,");
        assertTrue(client.send("40/n100,").texts().get(0).startsWith("40/n100,"), "there is a place now");
        assertEquals(List.of("40/n100,"), engine.webSocket("3").send("40/n100,").texts().stream()
                .filter(text -> text.startsWith("40/"))
                .toList(), "another connection has its own");
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
}
