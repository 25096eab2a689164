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
    private final TestServer server = new TestServer(options());

    private static SocketIoOptions options() {
        SocketIoOptions usual = SocketIoOptions.defaults();
        return new SocketIoOptions(
                usual.maxNamespaces(),
                usual.maxNamespacesPerConnection(),
                usual.maxRoomsPerSocket(),
                usual.maxPendingAcks(),
                usual.attachments(),
                usual.connectTimeout(),
                usual.rate(),
                new UserOptions(2, new RateOptions(10, 20)),
                usual.recovery());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient of(String user) {
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
        assertEquals("USER_LIMIT", ((JsonObject) refused.data().orElseThrow()).getString("code"));
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
        assertTrue(error.getInt("retryAfter") > 0);
        assertTrue(isHeard(of("bo")), "others are others");
        server.advance(Duration.ofMillis(error.getInt("retryAfter")));
        assertTrue(isHeard(first));
        assertFalse(isHeard(first));
    }

    @Test
    void nothing_is_remembered_of_who_has_gone() {
        TestClient anna = of("anna");
        assertEquals(1, server.io().userShares().count());
        anna.closeConnection();
        assertEquals(0, server.io().userShares().count());
    }
}
