package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.HandshakeRefused;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Event;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients that lose their connection and come back. */
class ReconnectTest {
    private static final Event<String> SAID = Event.of("said", String.class);

    private final TestServer server = new TestServer(SocketIoOptions.defaults().with(RecoveryOptions.on()));
    private final Namespace chat = server.io().of("/chat");

    /** A client that has received an event, for without one nobody knows where it was. */
    private TestClient arrive() {
        TestClient client = server.connect("/chat", Map.of("name", "Anna"));
        client.socket().emit(SAID, "welcome");
        return client;
    }

    @Test
    void who_comes_back_is_who_it_was_and_has_missed_nothing() {
        TestClient client = arrive();
        Socket before = client.socket();
        before.join("room");
        before.data().put("score", 7);
        client.loseConnection();
        chat.to("room").emit(SAID, "meanwhile");
        chat.to("elsewhere").emit(SAID, "not for it");
        assertEquals(List.of("welcome"), client.received(SAID));
        client.reconnect();
        assertTrue(client.isConnected());
        assertTrue(client.recovered());
        assertEquals(List.of("welcome", "meanwhile"), client.received(SAID));
        assertNotSame(before, client.socket());
        assertEquals(before.id(), client.id());
        assertTrue(client.socket().recovered());
        assertEquals(Set.of(client.id(), "room"), client.socket().rooms());
        assertEquals(7, client.socket().data().get("score"));
        chat.emit(SAID, "after");
        assertEquals(List.of("welcome", "meanwhile", "after"), client.received(SAID));
    }

    @Test
    void it_works_any_number_of_times() {
        TestClient client = arrive();
        for (int i = 0; i < 5; i++) {
            client.loseConnection();
            chat.emit(SAID, "n" + i);
            client.reconnect();
            assertTrue(client.recovered());
        }
        assertEquals(List.of("welcome", "n0", "n1", "n2", "n3", "n4"), client.received(SAID));
    }

    @Test
    void the_clock_expires_what_was_kept() {
        List<String> expired = new ArrayList<>();
        chat.onRecoveryExpired(gone -> expired.add(gone.id()));
        TestClient client = arrive();
        String id = client.id();
        client.loseConnection();
        chat.emit(SAID, "lost");
        server.advance(Duration.ofMinutes(2));
        assertEquals(List.of(id), expired);
        client.reconnect();
        assertTrue(client.isConnected());
        assertFalse(client.recovered());
        assertNotEquals(id, client.id());
        assertEquals(Optional.of(RecoveryFailure.EXPIRED), client.socket().recoveryFailure());
        assertEquals(List.of("welcome"), client.received(SAID));
    }

    @Test
    void who_is_silently_gone_comes_back_as_another_until_the_heartbeat_has_failed() {
        List<DisconnectReason> reasons = new ArrayList<>();
        chat.onDisconnect((socket, reason) -> reasons.add(reason));
        TestClient early = arrive();
        Answer<?> answer = early.emitWithAck("nobody listens");
        early.fallSilent();
        early.reconnect();
        assertEquals(Optional.of(RecoveryFailure.STILL_CONNECTED), early.socket().recoveryFailure());
        assertThrows(IllegalStateException.class, answer::value);
        chat.emit(SAID, "to both connections");
        assertEquals(List.of("welcome", "to both connections"), early.received(SAID), "the old one is not read any more");

        TestClient late = arrive();
        late.fallSilent();
        server.advance(Duration.ofSeconds(50));
        chat.emit(SAID, "meanwhile");
        late.reconnect();
        assertTrue(late.recovered());
        assertEquals(List.of("welcome", "meanwhile"), late.received(SAID));
        assertTrue(early.isConnected(), "the end of its old connection is none of its own");
        assertEquals(List.of(DisconnectReason.PING_TIMEOUT, DisconnectReason.PING_TIMEOUT), reasons);
        server.advance(Duration.ofHours(1));
        assertTrue(late.isConnected(), "it answers pings again");
    }

    @Test
    void without_recovery_it_is_somebody_new_with_the_same_request_and_auth() {
        TestServer plain = new TestServer();
        plain.io().of("/chat").onConnection(socket -> socket.emit("hello", socket.handshake().auth()));
        TestClient client = plain.request().cookie("a", "b").connect("/chat", Map.of("name", "Anna"));
        String id = client.id();
        client.closeConnection();
        client.reconnect();
        assertNotEquals(id, client.id());
        assertFalse(client.recovered());
        assertEquals(Optional.empty(), client.disconnectReason());
        assertEquals("b", client.socket().handshake().cookies().get("a"));
        Received hello = Received.of("hello", Map.of("name", "Anna"));
        assertEquals(List.of(hello, hello), client.received());
    }

    @Test
    void all_namespaces_come_back_but_those_that_were_left_on_purpose() {
        TestClient client = arrive();
        TestClient root = client.connect("/");
        server.io().of("/left");
        server.io().of("/away");
        TestClient left = client.connect("/left");
        TestClient away = client.connect("/away");
        left.disconnect();
        away.socket().disconnect();
        root.loseConnection();
        client.reconnect();
        assertTrue(client.isConnected() && root.isConnected());
        assertFalse(left.isConnected() || away.isConnected());
        assertEquals(Optional.of(RecoveryFailure.NO_OFFSET), root.socket().recoveryFailure());
        assertTrue(client.recovered());
    }

    @Test
    void who_is_refused_on_its_way_back_says_so() {
        TestClient client = server.connect("/chat");
        client.loseConnection();
        var closed = chat.use(socket -> {
            throw new ConnectRefused("closed");
        });
        client.reconnect();
        assertEquals("closed", client.refusal().orElseThrow().getMessage());
        closed.cancel();
        assertEquals(
                "the client has not lost its connection",
                assertThrows(IllegalStateException.class, client::reconnect).getMessage());
    }

    @Test
    void a_refused_handshake_may_be_tried_again() {
        List<Integer> tries = new ArrayList<>();
        server.engine().allowRequest(request -> {
            tries.add(tries.size());
            if (tries.size() < 3) {
                throw new HandshakeRefused("not yet");
            }
        });
        TestClient client = server.connect("/chat");
        client.reconnect();
        assertEquals("not yet", client.refusal().orElseThrow().getMessage());
        client.reconnect();
        assertTrue(client.isConnected());
        assertEquals(Optional.empty(), client.refusal());
    }

    @Test
    void questions_that_come_while_it_comes_back_are_answered() {
        List<CompletableFuture<Arguments>> answers = new ArrayList<>();
        chat.onConnection(socket -> answers.add(socket.emitWithAck("ready?")));
        TestClient client = server.connect("/chat");
        client.answer("ready?", "first");
        client.on("ready?", arguments -> "again");
        client.loseConnection();
        client.reconnect();
        assertEquals(Arguments.ofValues("first"), answers.get(0).getNow(null));
        assertEquals(Arguments.ofValues("again"), answers.get(1).getNow(null));
    }
}
