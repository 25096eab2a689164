package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.HandshakeRefused;
import dev.parley.socketio.AckTimeoutException;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Handshake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The server of the kit: what it knows of its clients, and its clock. */
class TestServerTest {
    private final TestServer server = new TestServer();

    @Test
    void an_application_is_installed_before_anybody_comes() {
        List<String> came = new ArrayList<>();
        server.install(io -> io.of("/chat").onConnection(socket -> came.add(socket.id())));
        assertEquals(List.of(server.connect("/chat").id()), came);
    }

    @Test
    void what_a_request_brings_is_known_to_the_application() {
        TestRequest request = server.request()
                .header("Accept-Language", "ru")
                .header("accept-language", "zh")
                .header("Accept-Language", "en")
                .query("v", "1")
                .query("v", "2")
                .cookie("session", "4711")
                .user(() -> "anna")
                .roles("member")
                .remoteAddress("198.51.100.7");
        Handshake handshake = request.secure().connect("/").socket().handshake();
        assertEquals(List.of("ru", "zh", "en"), handshake.request().headers().get("accept-language"));
        assertEquals(List.of("1", "2"), handshake.query().get("v"));
        assertEquals("4711", handshake.cookies().get("session"));
        assertEquals("anna", handshake.principal().orElseThrow().getName());
        assertTrue(handshake.isInRole("member"));
        assertFalse(handshake.isInRole("admin"));
        assertEquals("198.51.100.7", handshake.remoteAddress());
        assertTrue(handshake.secure());
        Handshake plain = server.connect("/").socket().handshake();
        assertEquals(Optional.empty(), plain.principal());
        assertEquals(Optional.empty(), plain.header("Accept-Language"));
        assertFalse(request.connect("/").socket().handshake().secure(), "a request is not changed");
    }

    @Test
    void a_refused_handshake_is_a_refusal_too() {
        server.engine().allowRequest(request -> {
            throw new HandshakeRefused("not today");
        });
        assertEquals("not today", server.connect("/").refusal().orElseThrow().getMessage());
    }

    @Test
    void the_clock_moves_when_told_and_timeouts_end_on_the_way() {
        TestClient client = server.connect("/");
        CompletableFuture<Arguments> answer = client.socket().timeout(Duration.ofSeconds(5)).emitWithAck("q");
        Instant before = server.clock().instant();
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), before);
        server.advance(Duration.ofMillis(4_999));
        assertFalse(answer.isDone());
        server.advance(Duration.ofMillis(1));
        assertInstanceOf(
                AckTimeoutException.class,
                assertThrows(CompletionException.class, answer::join).getCause());
        assertEquals(before.plusSeconds(5), server.clock().instant());
        assertThrows(IllegalArgumentException.class, () -> server.advance(Duration.ofMillis(-1)));
    }

    @Test
    void clients_answer_pings_as_long_as_they_are_awake() {
        TestClient client = server.connect("/");
        server.advance(Duration.ofDays(1));
        assertTrue(client.isConnected());
    }

    @Test
    void a_client_that_is_kept_out_everywhere_is_closed_after_a_while() {
        TestClient stranger = server.connect("/none");
        server.advance(Duration.ofSeconds(45));
        assertEquals(Optional.of(CloseStatus.NORMAL), stranger.closed());
    }

    @Test
    void a_server_that_stops_tells_everybody_and_leaves_no_timer() {
        List<DisconnectReason> reasons = new ArrayList<>();
        server.io().root().onDisconnect((socket, reason) -> reasons.add(reason));
        TestClient client = server.connect("/");
        server.close();
        server.close();
        assertEquals(List.of(DisconnectReason.SERVER_SHUTTING_DOWN), reasons);
        assertEquals(Optional.of("transport close"), client.disconnectReason());
        assertEquals(Optional.of(CloseStatus.SHUTTING_DOWN), client.closed());
        assertEquals(0, server.timers());
        assertEquals("the server is shutting down", server.connect("/").refusal().orElseThrow().getMessage());
    }
}
