package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private final Crowd crowd = new Crowd();
    private final SocketIoServer io = crowd.io;
    private final List<String> heard = new ArrayList<>();

    @Test
    void a_child_starts_with_the_middleware_and_listeners_of_its_parent() {
        ParentNamespace parent = io.of(Pattern.compile("/dyn-\\d+"));
        parent.use(socket -> heard.add("check " + socket.namespace().name()));
        parent.onConnection(socket -> heard.add("in"));
        parent.on("x", (socket, arguments, ack) -> heard.add("x"));
        io.onNamespace(made -> heard.add("new " + made.name()));
        Socket a = crowd.connect("/dyn-1");
        crowd.send(a, "x");
        assertEquals(List.of("new /dyn-1", "check /dyn-1", "in", "x"), heard);
    }

    @Test
    void a_pattern_is_for_the_whole_name() {
        io.of(Pattern.compile("/dyn"));
        assertInstanceOf(NoSuchNamespace.class, crowd.ask("/dynamo").refusal());
        assertTrue(crowd.ask("/dyn").isWelcome());
    }

    @Test
    void a_template_gives_its_variables() {
        ParentNamespace orders = io.ofTemplate("/orders/{tenant}/{year}");
        orders.onConnection(socket -> heard.add(socket.namespace().variables().get("tenant")));
        Socket a = crowd.connect("/orders/a.b(c)/2026");
        assertEquals(Map.of("tenant", "a.b(c)", "year", "2026"), a.namespace().variables());
        assertEquals(List.of("a.b(c)"), heard);
        assertFalse(crowd.ask("/orders/x").isWelcome());
        assertFalse(crowd.ask("/orders/x/").isWelcome());
        assertFalse(crowd.ask("/orders/x/y/z").isWelcome());
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
        io.of((name, auth) -> name.startsWith("/ok") && auth.isEmpty());
        assertTrue(crowd.ask("/ok1").isWelcome());
        assertFalse(crowd.ask("/no").isWelcome());
    }

    @Test
    void an_application_may_take_its_time_to_accept() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        io.ofAsync((name, auth) -> answer);
        FakePeer peer = crowd.ask("/later");
        assertFalse(peer.isWelcome());
        answer.complete(true);
        assertTrue(peer.isWelcome());
    }

    @Test
    void who_has_gone_before_the_application_accepts_is_forgotten() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        io.ofAsync((name, auth) -> answer);
        FakePeer peer = crowd.ask("/later");
        peer.drop();
        answer.complete(true);
        assertFalse(peer.isWelcome());
        assertTrue(io.existing("/later").isEmpty());
    }

    @Test
    void an_application_that_fails_to_decide_keeps_the_client_out() {
        io.of((name, auth) -> {
            throw new IllegalStateException("secret");
        });
        assertEquals("internal error", crowd.ask("/x").refusal().getMessage());
    }

    @Test
    void the_first_parent_that_accepts_has_it_and_a_static_namespace_goes_before() {
        io.of((name, auth) -> name.equals("/b")).onConnection(socket -> heard.add("first"));
        io.of(Pattern.compile("/.*")).onConnection(socket -> heard.add("second"));
        io.of("/own").onConnection(socket -> heard.add("own"));
        crowd.connect("/b");
        crowd.connect("/c");
        crowd.connect("/own");
        assertEquals(List.of("first", "second", "second", "own"), heard); // "/own" fits the pattern as well
    }

    @Test
    void a_broadcast_of_a_parent_reaches_all_its_children_and_more_is_refused() {
        ParentNamespace parent = io.of(Pattern.compile("/dyn-\\d+"));
        Socket a = crowd.connect("/dyn-1");
        Socket b = crowd.connect("/dyn-2");
        Socket other = crowd.connect();
        b.join("r");
        parent.emit("all", 1);
        parent.to("r").emit("room");
        assertEquals(List.of("all[1]"), crowd.got(a));
        assertEquals(List.of("all[1]", "room[]"), crowd.got(b));
        assertEquals(List.of(), crowd.got(other));
        assertThrows(UnsupportedOperationException.class, parent::fetchSockets);
    }
}
