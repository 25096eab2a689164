package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways in which clients of Socket.IO go, and come back. */
class SocketIoReturnTest {
    private final TestServer server = new TestServer(SocketIoOptions.defaults().with(RecoveryOptions.on()));
    private final TestClient bob;
    private final TestClient anna;

    SocketIoReturnTest() {
        new Chat(ChatOptions.defaults(), FileOptions.defaults(), List.of("/"), new MemoryArchive(), server.clock())
                .install(server.io());
        bob = person("Bob");
        anna = person("Anna");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient person(String name) {
        TestClient client = server.connect("/");
        enter(client, name);
        return client;
    }

    private static void enter(TestClient client, String name) {
        client.emit("add user", Map.of("username", name, "key", name));
    }

    private int left(Consumer<TestClient> how) {
        how.accept(anna);
        return bob.received("user left").size();
    }

    @Test
    void who_leaves_on_purpose_is_gone_at_once_and_once() {
        assertEquals(1, left(client -> client.emit("leave chat")));
        server.advance(Arrivals.GRACE);
        assertEquals(1, bob.received("user left").size());
    }

    @Test
    void who_leaves_the_namespace_is_gone_at_once() {
        assertEquals(1, left(TestClient::disconnect));
    }

    @Test
    void who_closes_the_page_is_gone_after_a_moment() {
        assertEquals(0, left(TestClient::closeConnection));
        server.advance(Arrivals.GRACE);
        assertEquals(1, bob.received("user left").size());
    }

    @Test
    void who_recovers_is_still_there_when_the_connection_before_has_gone() {
        assertEquals(0, left(TestClient::loseConnection));
        anna.reconnect();
        assertTrue(anna.recovered());
        enter(anna, "Anna");
        server.advance(Arrivals.GRACE);
        assertEquals(List.of(), bob.received("user left"));
        assertEquals(1, bob.received("user joined").size());
        anna.emit("new message", "still here");
        assertEquals(1, bob.received("new message").size());
        bob.emit("new message", Map.of("message", "psst", "target", "Anna"));
        assertEquals(1, anna.received("new message").size());
    }
}
