package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.JsonString;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of clients whose server asks who they are. */
class AuthenticationTest {
    private final TestServer server = new TestServer();
    private final List<String> came = new ArrayList<>();
    private final List<DisconnectReason> left = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();
    private boolean acceptsGuests = true;
    private CompletableFuture<User> late; // null: answers are there at once

    /** Tokens are like {@code anna/300}, with the seconds that are left, or {@code anna/300/admin}. */
    private class Tokens implements Authenticator {
        @Override
        public Optional<String> credentials(Handshake handshake) {
            return Optional.ofNullable(handshake.auth().get("token")).map(token -> {
                if (token instanceof JsonString text) {
                    return text.getString();
                }
                throw AuthRefused.invalid("auth.token must be a string");
            });
        }

        @Override
        public CompletionStage<User> verify(String credentials) {
            if (late != null) {
                return late;
            }
            String[] parts = credentials.split("/", -1);
            if (parts.length == 1) {
                return CompletableFuture.failedStage(AuthRefused.invalid("a token must have a slash"));
            }
            int seconds = Integer.parseInt(parts[1]);
            if (seconds < 0) {
                return CompletableFuture.failedStage(AuthRefused.expired());
            }
            return CompletableFuture.completedStage(new User(
                    parts[0],
                    parts.length > 2 ? Set.of(parts[2]) : Set.of(),
                    server.clock().instant().plusSeconds(seconds)));
        }

        @Override
        public boolean stillCounts(User user) {
            return !revoked.contains(user.id());
        }

        @Override
        public boolean acceptsGuests() {
            return acceptsGuests;
        }
    }

    @BeforeEach
    void install() {
        server.io().authenticator(new Tokens());
        server.io().root().onConnection(socket ->
                came.add(socket.handshake().principal().map(Principal::getName).orElse("a guest")));
        server.io().root().onDisconnect((socket, reason) -> left.add(reason));
    }

    private TestClient connect(String token) {
        return server.connect("/", Map.of("token", token));
    }

    @Test
    void who_shows_a_token_is_who_it_says_with_its_roles() {
        Handshake handshake = connect("anna/300/admin").socket().handshake();
        assertEquals(List.of("anna"), came);
        assertTrue(handshake.isInRole("admin"));
        assertFalse(handshake.isInRole("root"));
    }

    @Test
    void a_middleware_knows_the_user_already() {
        server.io().root().use(socket -> {
            if (!socket.handshake().isInRole("admin")) {
                throw new ConnectRefused("admins only");
            }
        });
        assertEquals("admins only", connect("bo/300").refusal().orElseThrow().getMessage());
        assertTrue(connect("anna/300/admin").isConnected());
    }

    @Test
    void guests_come_in_where_they_may() {
        assertTrue(server.connect("/").isConnected());
        assertEquals(List.of("a guest"), came);
    }

    @Test
    void guests_are_told_that_a_token_is_required_where_they_may_not() {
        acceptsGuests = false;
        ConnectRefused why = server.connect("/").refusal().orElseThrow();
        assertEquals("auth required", why.getMessage());
        assertEquals("AUTH_REQUIRED", why.data().orElseThrow().asJsonObject().getString("code"));
        assertEquals(List.of(), came);
    }

    @Test
    void whom_the_container_knows_is_no_guest() {
        acceptsGuests = false;
        assertTrue(server.request().user(() -> "carla").connect("/").isConnected());
        assertEquals(List.of("carla"), came);
    }

    @Test
    void a_token_counts_more_than_what_the_container_says() {
        assertTrue(server.request().user(() -> "carla").connect("/", Map.of("token", "anna/300")).isConnected());
        assertEquals(List.of("anna"), came);
    }

    @Test
    void a_bad_token_makes_nobody_a_guest() {
        assertEquals("auth invalid", connect("anna").refusal().orElseThrow().getMessage());
        assertEquals("auth expired", connect("anna/-1").refusal().orElseThrow().getMessage());
        assertEquals("auth invalid", server.connect("/", Map.of("token", 42)).refusal().orElseThrow().getMessage());
        assertEquals(List.of(), came);
    }

    @Test
    void a_namespace_is_not_made_for_those_who_are_kept_out() {
        server.io().ofTemplate("/orders/{tenant}");
        assertEquals("auth invalid", server.connect("/orders/7", Map.of("token", "x")).refusal().orElseThrow().getMessage());
        assertEquals(Optional.empty(), server.io().existing("/orders/7"));
    }

    @Test
    void who_goes_before_it_is_known_who_they_are_never_comes() {
        late = new CompletableFuture<>();
        TestClient client = connect("anna/300");
        client.loseConnection();
        late.complete(new User("anna"));
        assertEquals(List.of(), came);
    }

    @Test
    void who_cannot_be_identified_by_a_failure_of_ours_is_told_to_try_later() {
        late = new CompletableFuture<>();
        TestClient client = connect("anna/300");
        late.completeExceptionally(new IllegalStateException("no keys"));
        assertEquals("auth unavailable", client.refusal().orElseThrow().getMessage());
    }

    @Test
    void a_minute_before_the_end_there_is_a_warning_and_at_the_end_an_orderly_disconnect() {
        TestClient client = connect("anna/300");
        server.advance(Duration.ofSeconds(239));
        assertEquals(List.of(), client.received("auth expiring"));
        server.advance(Duration.ofSeconds(1));
        assertEquals("[{\"seconds\":60}]", client.received("auth expiring").get(0).toString());
        server.advance(Duration.ofSeconds(59));
        assertTrue(client.isConnected());
        server.advance(Duration.ofSeconds(1));
        assertFalse(client.isConnected());
        assertEquals("[{\"code\":4401,\"reason\":\"auth expired\"}]", client.received("sent away").get(0).toString());
        assertEquals(Optional.of("io server disconnect"), client.disconnectReason());
        assertEquals(List.of(DisconnectReason.AUTH_EXPIRED), left);
        assertEquals(Optional.empty(), client.closed(), "its sockets elsewhere stay");
    }

    @Test
    void a_token_that_ends_within_the_minute_is_warned_of_at_once() {
        TestClient client = connect("anna/10");
        server.advance(Duration.ofMillis(1));
        assertEquals(1, client.received("auth expiring").size());
        server.advance(Duration.ofSeconds(11));
        assertFalse(client.isConnected());
    }

    @Test
    void a_new_token_keeps_the_connection_and_brings_its_roles() {
        TestClient client = connect("anna/100");
        server.advance(Duration.ofSeconds(50));
        assertEquals("[{\"id\":\"anna\"}]", client.emitWithAck("auth", Map.of("token", "anna/300/admin")).value().toString());
        assertTrue(client.socket().handshake().isInRole("admin"));
        server.advance(Duration.ofSeconds(239));
        assertEquals(1, client.received("auth expiring").size(), "that of the first token");
        server.advance(Duration.ofSeconds(60));
        assertTrue(client.isConnected());
        assertEquals(2, client.received("auth expiring").size());
        server.advance(Duration.ofSeconds(1));
        assertFalse(client.isConnected());
    }

    @Test
    void a_token_of_somebody_else_or_a_bad_one_changes_nothing() {
        TestClient client = connect("anna/100");
        assertEquals("AUTH_OTHER_USER", refusal(client, Map.of("token", "bo/300")));
        assertEquals("AUTH_INVALID", refusal(client, Map.of("token", "anna")));
        assertEquals("AUTH_EXPIRED", refusal(client, Map.of("token", "anna/-1")));
        assertEquals("FIELD_TYPE", refusal(client, Map.of("token", 42)));
        assertEquals("FIELD_TYPE", refusal(client, Map.of()));
        assertTrue(client.isConnected());
        server.advance(Duration.ofSeconds(100));
        assertFalse(client.isConnected());
    }

    @Test
    void one_new_token_is_looked_at_at_a_time() {
        TestClient client = connect("anna/100");
        late = new CompletableFuture<>();
        client.emit("auth", Map.of("token", "anna/300"));
        assertEquals("AUTH_BUSY", refusal(client, Map.of("token", "anna/300")));
        late.complete(new User("anna"));
        server.advance(Duration.ofDays(1));
        assertTrue(client.isConnected(), "a token without an end");
    }

    private static String refusal(TestClient client, Object token) {
        return client.emitWithAck("auth", token).error().asJsonObject().getString("code");
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 39})
    void an_end_or_a_warning_that_was_due_before_a_new_token_is_forgotten(int seconds) {
        TestClient client = connect("anna/100");
        server.advance(Duration.ofSeconds(seconds));
        late = new CompletableFuture<>();
        client.emit("auth", Map.of("token", "anna/1000")); // being verified
        server.io().root().on("slow", (socket, arguments, ack) -> {
            server.advance(Duration.ofSeconds(1)); // what is due waits for its turn, behind the answer
            late.complete(new User("anna", Set.of(), server.clock().instant().plusSeconds(1_000)));
        });
        int before = client.received("auth expiring").size();
        client.emit("slow");
        assertEquals(before, client.received("auth expiring").size());
        server.advance(Duration.ofMinutes(15));
        assertTrue(client.isConnected(), left.toString());
        server.advance(Duration.ofSeconds(100));
        assertFalse(client.isConnected());
    }

    @Test
    void an_authenticator_that_fails_refuses_and_keeps_nobody_waiting() {
        List<CompletionStage<User>> answers = new ArrayList<>();
        answers.add(CompletableFuture.completedStage(null));
        answers.add(null);
        for (CompletionStage<User> answer : answers) {
            server.io().authenticator(new Tokens() {
                @Override
                public CompletionStage<User> verify(String credentials) {
                    if (answer == null) {
                        throw new IllegalStateException("not today");
                    }
                    return answer;
                }
            });
            assertEquals("auth unavailable", connect("anna/300").refusal().orElseThrow().getMessage());
        }
    }

    @Test
    void a_new_token_that_nobody_can_look_at_may_be_shown_again() {
        TestClient client = connect("anna/100");
        late = CompletableFuture.failedFuture(new IllegalStateException("not today"));
        assertEquals("AUTH_UNAVAILABLE", refusal(client, Map.of("token", "anna/300")));
        late = null;
        assertEquals("[{\"id\":\"anna\"}]", client.emitWithAck("auth", Map.of("token", "anna/300")).value().toString());
    }

    @Test
    void a_client_waits_for_as_many_namespaces_as_it_may_be_in_and_not_one_more() {
        late = new CompletableFuture<>();
        server.io().of(Pattern.compile("/n[0-9]+"));
        TestClient client = connect("anna/300");
        for (int i = 1; i < 100; i++) {
            client.connect("/n" + i, Map.of("token", "anna/300"));
        }
        TestClient beyond = client.connect("/n100", Map.of("token", "anna/300"));
        assertEquals("too many namespaces", beyond.refusal().orElseThrow().getMessage());
        assertEquals(Optional.empty(), client.closed());
    }

    @Test
    void who_leaves_leaves_no_timer() {
        int before = server.timers();
        TestClient client = connect("anna/300");
        client.closeConnection();
        assertEquals(before, server.timers());
    }

    @Test
    void an_application_may_call_an_event_auth_where_nobody_is_watched() {
        server.io().root().on("auth", (socket, arguments, ack) -> ack.send(Map.of("own", true)));
        TestClient guest = server.connect("/");
        assertEquals("[{\"own\":true}]", guest.emitWithAck("auth", Map.of("token", "x")).value().toString());
    }

    @Test
    void a_user_must_have_an_id_and_secrets_are_not_printed() {
        assertThrows(IllegalArgumentException.class, () -> new User(" "));
        Handshake handshake = connect("anna/300").socket().handshake();
        assertFalse(handshake.toString().contains("anna/300"), handshake.toString());
    }

    @Test
    void whom_the_server_takes_something_back_from_is_gone_at_once_from_all_namespaces() {
        server.io().of("/other").onDisconnect((socket, reason) -> left.add(reason));
        TestClient anna = connect("anna/300");
        TestClient there = anna.connect("/other", Map.of("token", "anna/300"));
        TestClient bo = connect("bo/300");
        TestClient guest = server.connect("/");
        server.io().revoke(user -> user.id().equals("anna"));
        assertEquals(List.of(DisconnectReason.AUTH_REVOKED, DisconnectReason.AUTH_REVOKED), left);
        assertFalse(anna.isConnected() || there.isConnected());
        assertEquals("io server disconnect", anna.disconnectReason().orElseThrow());
        assertTrue(bo.isConnected() && guest.isConnected());
    }

    @Test
    void who_was_on_the_way_in_when_it_was_taken_back_must_leave() {
        revoked.add("anna");
        TestClient anna = connect("anna/300");
        assertFalse(anna.isConnected());
        assertEquals(List.of(DisconnectReason.AUTH_REVOKED), left);
    }
}
