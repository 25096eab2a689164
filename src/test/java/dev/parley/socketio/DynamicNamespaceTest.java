package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.Received;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces that are made when somebody asks for them. */
class DynamicNamespaceTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io();
    private final List<String> heard = new ArrayList<>();

    @Test
    void a_child_starts_with_the_middleware_and_listeners_of_its_parent() {
        ParentNamespace parent = io.of(Pattern.compile("/dyn-\\d+"));
        parent.use(socket -> heard.add("check " + socket.namespace().name()));
        parent.onConnection(socket -> heard.add("in"));
        parent.on("x", (socket, arguments, ack) -> heard.add("x"));
        io.onNamespace(made -> heard.add("new " + made.name()));
        server.connect("/dyn-1").emit("x");
        assertEquals(List.of("new /dyn-1", "check /dyn-1", "in", "x"), heard);
    }

    @Test
    void a_pattern_is_for_the_whole_name() {
        io.of(Pattern.compile("/dyn"));
        assertEquals("Invalid namespace", server.connect("/dynamo").refusal().orElseThrow().getMessage());
        assertTrue(server.connect("/dyn").isConnected());
    }

    @Test
    void a_template_gives_its_variables() {
        ParentNamespace orders = io.ofTemplate("/orders/{tenant}/{year}");
        orders.onConnection(socket -> heard.add(socket.namespace().variables().get("tenant")));
        Socket a = server.connect("/orders/a.b(c)/2026").socket();
        assertEquals(Map.of("tenant", "a.b(c)", "year", "2026"), a.namespace().variables());
        assertEquals(List.of("a.b(c)"), heard);
        assertFalse(server.connect("/orders/x").isConnected());
        assertFalse(server.connect("/orders/x/").isConnected());
        assertFalse(server.connect("/orders/x/y/z").isConnected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders/{tenant}", "/orders/{}", "/orders/x{tenant}", "/{a}/{a}", "/orders/{tenant"})
    void a_template_with_a_mistake_is_refused_at_once(String template) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> io.ofTemplate(template));
        assertTrue(refused.getMessage().endsWith("was '" + template + "'"), refused.getMessage());
    }

    @Test
    void the_root_is_there_before_anybody_has_opened_it() {
        assertTrue(io.existing("/").isEmpty());
        assertTrue(io.accepts("/"));
    }

    @Test
    void an_application_accepts_by_name_and_by_what_the_client_sent() {
        io.of((name, auth) -> name.startsWith("/ok") && auth.getInt("pin", 0) == 42);
        assertFalse(server.connect("/ok1").isConnected());
        assertTrue(server.connect("/ok1", Map.of("pin", 42)).isConnected());
        assertFalse(server.connect("/no", Map.of("pin", 42)).isConnected());
    }

    @Test
    void an_application_may_take_its_time_to_accept() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        io.ofAsync((name, auth) -> answer);
        TestClient client = server.connect("/later");
        assertFalse(client.isConnected());
        answer.complete(true);
        assertTrue(client.isConnected());
    }

    @Test
    void who_has_gone_before_the_application_accepts_is_forgotten() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        io.ofAsync((name, auth) -> answer);
        TestClient client = server.connect("/later");
        client.loseConnection();
        answer.complete(true);
        assertFalse(client.isConnected());
        assertTrue(io.existing("/later").isEmpty());
    }

    @Test
    void an_application_that_fails_to_decide_keeps_the_client_out() {
        io.of((name, auth) -> {
            throw new IllegalStateException("secret");
        });
        assertEquals("internal error", server.connect("/x").refusal().orElseThrow().getMessage());
    }

    @Test
    void the_first_parent_that_accepts_has_it_and_a_static_namespace_goes_before() {
        io.of((name, auth) -> name.equals("/b")).onConnection(socket -> heard.add("first"));
        io.of(Pattern.compile("/.*")).onConnection(socket -> heard.add("second"));
        io.of("/own").onConnection(socket -> heard.add("own"));
        server.connect("/b");
        server.connect("/c");
        server.connect("/own");
        assertEquals(List.of("first", "second", "second", "own"), heard); // "/own" fits the pattern as well
    }

    @Test
    void a_broadcast_of_a_parent_reaches_all_its_children_and_more_is_refused() {
        ParentNamespace parent = io.of(Pattern.compile("/dyn-\\d+"));
        TestClient a = server.connect("/dyn-1");
        TestClient b = server.connect("/dyn-2");
        TestClient other = server.connect("/");
        b.socket().join("r");
        parent.emit("all", 1);
        parent.to("r").emit("room");
        assertEquals(List.of(Received.of("all", 1)), a.received());
        assertEquals(List.of(Received.of("all", 1), Received.of("room")), b.received());
        assertEquals(List.of(), other.received());
        assertThrows(UnsupportedOperationException.class, parent::fetchSockets);
    }
}
