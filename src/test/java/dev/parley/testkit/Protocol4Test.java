package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Clients 1 and 2 beside those of today. */
class Protocol4Test {
    private final TestServer server = new TestServer(SocketIoOptions.defaults().with(RecoveryOptions.on()));
    private final Namespace chat = server.io().of("/chat");
    private final TestRequest old = server.request().protocol4();

    @Test
    void it_is_in_the_root_without_asking() {
        List<String> came = new ArrayList<>();
        server.io().root().onConnection(socket -> came.add(socket.id()));
        TestClient root = old.connect("/");
        assertTrue(root.isConnected());
        assertEquals(List.of(root.id()), came);
        assertEquals(OptionalInt.of(3), root.socket().connection().revision());
        TestClient elsewhere = old.connect("/chat");
        assertEquals(2, came.size());
        assertEquals(came.get(1), elsewhere.connect("/").id(), "its root socket was there before");
    }

    @Test
    void its_ids_begin_with_the_namespace() {
        TestClient client = old.connect("/chat");
        assertEquals("/chat#" + client.connect("/").id(), client.id());
        assertSame(chat.socket(client.id()).orElseThrow(), client.socket());
    }

    @Test
    void it_sends_a_query_instead_of_auth() {
        TestClient client = old.connect("/chat?token=a%20b");
        assertEquals("a b", client.socket().handshake().auth().getString("token"));
        assertEquals(
                "a client of protocol 4 must send a query behind the name, such as /chat?token=1, and no auth, was {\"a\":1}",
                assertThrows(IllegalArgumentException.class, () -> old.connect("/chat", Map.of("a", 1))).getMessage());
    }

    @Test
    void it_talks_as_the_others_do() {
        chat.on("sum", (socket, arguments, ack) -> ack.send(arguments.as(0, int.class) + arguments.as(1, int.class)));
        TestClient client = old.connect("/chat");
        TestClient today = server.connect("/chat");
        assertEquals(Arguments.ofValues(5), client.emitWithAck("sum", 2, 3).value());
        chat.emit("bytes", new byte[] {1, 2}, "text");
        assertEquals(List.of(Received.of("bytes", new byte[] {1, 2}, "text")), client.received());
        assertEquals(3, today.received().get(0).arguments().size(), "only today's clients are told an offset");
        client.on("q", arguments -> "a");
        assertEquals(Arguments.ofValues("a"), client.socket().emitWithAck("q").getNow(null));
        client.disconnect();
        assertEquals(1, chat.localCount());
    }

    @Test
    void it_hears_why_it_is_kept_out() {
        chat.use(socket -> {
            throw new ConnectRefused("no");
        });
        server.io().of("/data").use(socket -> {
            throw new ConnectRefused("no", Map.of("code", "FORBIDDEN"));
        });
        assertEquals("no", old.connect("/chat").refusal().orElseThrow().getMessage());
        ConnectRefused data = old.connect("/data").refusal().orElseThrow();
        assertEquals("{\"code\":\"FORBIDDEN\"}", data.data().orElseThrow().toString());
        assertEquals("Invalid namespace", old.connect("/none").refusal().orElseThrow().getMessage());
        server.io().root().use(socket -> {
            throw new ConnectRefused("nobody");
        });
        assertEquals("nobody", old.connect("/").refusal().orElseThrow().getMessage());
    }

    @Test
    void it_pings_as_long_as_it_is_awake() {
        List<DisconnectReason> reasons = new ArrayList<>();
        chat.onDisconnect((socket, reason) -> reasons.add(reason));
        TestClient awake = old.connect("/chat");
        TestClient asleep = old.connect("/chat");
        asleep.fallSilent();
        server.advance(Duration.ofDays(1));
        assertTrue(awake.isConnected());
        assertFalse(asleep.isConnected());
        assertEquals(List.of(DisconnectReason.PING_TIMEOUT), reasons);
        int timers = server.timers();
        awake.loseConnection();
        assertTrue(server.timers() < timers, "it pings no more");
    }

    @Test
    void it_comes_back_as_somebody_new() {
        TestClient root = old.connect("/");
        TestClient client = root.connect("/chat?token=1");
        String id = client.id();
        Socket before = client.socket();
        before.emit("hello");
        client.loseConnection();
        client.reconnect();
        assertTrue(root.isConnected() && client.isConnected());
        assertFalse(client.recovered() || client.id().equals(id));
        assertEquals("1", client.socket().handshake().auth().getString("token"));
        assertEquals(Optional.empty(), client.socket().recoveryFailure());
        assertEquals(1, server.io().root().localCount());
    }
}
