package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.RateOptions;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one user may do, however many connections they have. */
class UserSharesTest {
    private final TestServer server = new TestServer(options(2, new RateOptions(10, 20)));

    private static SocketIoOptions options(int maxSockets, RateOptions rate) {
        SocketIoOptions usual = SocketIoOptions.defaults();
        return new SocketIoOptions(
                usual.maxNamespaces(),
                usual.maxNamespacesPerConnection(),
                usual.maxRoomsPerSocket(),
                usual.maxPendingAcks(),
                usual.attachments(),
                usual.connectTimeout(),
                usual.rate(),
                new UserOptions(maxSockets, rate),
                usual.recovery());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient of(String user) {
        return of(user, server);
    }

    private static TestClient of(String user, TestServer server) {
        server.io().root().on("say", (socket, arguments, ack) -> ack.send("heard"));
        return server.request().user(new User(user)).connect("/");
    }

    private static boolean isHeard(TestClient client) {
        return !(client.emitWithAck("say").arguments().get(0) instanceof JsonObject);
    }

    @Test
    void one_socket_too_many_is_refused_and_another_comes_in_when_one_has_gone() {
        TestClient first = of("anna");
        TestClient second = of("anna");
        ConnectRefused refused = of("anna").refusal().orElseThrow();
        JsonObject data = (JsonObject) refused.data().orElseThrow();
        assertEquals("USER_LIMIT", data.getString("code"));
        assertEquals("this user has 2 sockets, which is all one may (parley.users.max-sockets)", data.getString("detail"));
        assertEquals(5_000, data.getInt("retryAfter"));
        assertTrue(of("bo").isConnected(), "others are others");
        assertTrue(second.isConnected());
        first.closeConnection();
        assertTrue(of("anna").isConnected());
    }

    @Test
    void guests_are_nobody_together() {
        for (int i = 0; i < 5; i++) {
            assertTrue(server.connect("/").isConnected());
        }
        assertEquals(0, server.io().userShares().count());
    }

    @Test
    void who_was_refused_by_a_middleware_counts_no_more() {
        server.io().use(socket -> {
            throw new ConnectRefused("no");
        });
        for (int i = 0; i < 5; i++) {
            assertEquals("no", of("anna").refusal().orElseThrow().getMessage());
        }
        assertEquals(0, server.io().userShares().count());
    }

    @Test
    void all_sockets_of_a_user_share_one_rate_and_hear_how_long_to_wait() {
        TestClient first = of("anna");
        TestClient second = of("anna");
        for (int i = 0; i < 20; i++) {
            assertTrue(isHeard(i % 2 == 0 ? first : second));
        }
        JsonObject error = second.emitWithAck("say").arguments().object(0).getJsonObject("error");
        assertEquals("RATE_LIMITED", error.getString("code"));
        assertTrue(
                error.getString("message")
                        .startsWith("all sockets of a user together may send 10 messages a second"
                                + " (parley.users.rate.per-second), 20 at once (parley.users.rate.burst); go on in "),
                error.toString());
        assertTrue(error.getInt("retryAfter") > 0);
        assertTrue(isHeard(of("bo")), "others are others");
        server.advance(Duration.ofMillis(error.getInt("retryAfter")));
        assertTrue(isHeard(first));
        assertFalse(isHeard(first));
    }

    /** Until they are closed. */
    private static void flood(TestClient... clients) {
        for (int i = 0; i < 100; i++) {
            for (TestClient client : clients) {
                if (client.isConnected()) {
                    client.emit("say");
                }
            }
        }
        for (TestClient client : clients) {
            assertFalse(client.isConnected());
        }
    }

    @Test
    void all_sockets_of_a_user_share_their_bytes() {
        try (TestServer strict = new TestServer(options(2, new RateOptions(10, 20, 1_000, 4_000)))) {
            TestClient first = of("anna", strict);
            TestClient second = of("anna", strict);
            String half = "x".repeat(2_000 - "20[\"say\",\"\"]".length());
            assertEquals("heard", first.emitWithAck("say", half).arguments().string(0));
            assertEquals("heard", second.emitWithAck("say", half).arguments().string(0));
            JsonObject error = first.emitWithAck("say").arguments().object(0).getJsonObject("error");
            assertEquals("RATE_LIMITED", error.getString("code"));
            assertTrue(error.getString("message").contains(" 4000 at once (parley.users.rate.bytes-burst)"), error.toString());
            assertTrue(isHeard(of("bo", strict)), "others are others");
            strict.advance(Duration.ofMillis(error.getInt("retryAfter")));
            assertTrue(isHeard(first));
        }
    }

    @Test
    void who_is_calm_is_told_before_being_closed_for_what_the_users_others_do() {
        try (TestServer strict = new TestServer(options(3, new RateOptions(10, 20)))) {
            TestClient first = of("anna", strict);
            TestClient second = of("anna", strict);
            TestClient calm = of("anna", strict);
            flood(first, second);
            JsonObject error = calm.emitWithAck("say").arguments().object(0).getJsonObject("error");
            assertEquals("RATE_LIMITED", error.getString("code"));
            assertTrue(error.getInt("retryAfter") <= 4_100, error.toString());
            assertTrue(calm.isConnected());
            strict.advance(Duration.ofMillis(error.getInt("retryAfter")));
            assertTrue(isHeard(calm));
        }
    }

    @Test
    void who_goes_on_when_told_is_closed_as_well() {
        try (TestServer strict = new TestServer(options(3, new RateOptions(10, 20)))) {
            TestClient first = of("anna", strict);
            TestClient last = of("anna", strict);
            flood(first);
            for (int i = 0; i < 10; i++) {
                last.emit("say");
            }
            assertTrue(last.isConnected());
            last.emit("say");
            assertFalse(last.isConnected());
        }
    }

    @Test
    void nothing_is_remembered_of_who_has_gone() {
        TestClient anna = of("anna");
        assertEquals(1, server.io().userShares().count());
        anna.closeConnection();
        assertEquals(0, server.io().userShares().count());
    }
}
