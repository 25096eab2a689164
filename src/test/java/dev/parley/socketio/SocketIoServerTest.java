package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.RateOptions;
import dev.parley.testkit.Received;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SocketIoServerTest {
    private final TestServer server = new TestServer(
            new SocketIoOptions(3, 100, 2, 2, AttachmentOptions.defaults(), Duration.ofSeconds(45), RateOptions.defaults(), UserOptions.defaults(), RecoveryOptions.off()));
    private final SocketIoServer io = server.io();
    private final Namespace root = io.root();

    private TestClient connect() {
        return server.connect("/");
    }

    /** What a client has received since the last question. */
    private static List<String> got(TestClient client) {
        List<String> got = client.received().stream().map(Received::toString).toList();
        client.forget();
        return got;
    }

    @Test
    void ids_have_20_characters_and_differ() {
        Socket a = connect().socket();
        Socket b = connect().socket();
        assertTrue(a.id().matches("[A-Za-z0-9_-]{20}"), a.id());
        assertFalse(a.id().equals(b.id()));
        assertEquals(Set.of(a.id()), a.rooms());
    }

    @Test
    void an_event_reaches_the_listeners_of_the_namespace_and_of_the_socket_in_order() {
        List<String> heard = new ArrayList<>();
        root.on("news", (socket, arguments, ack) -> heard.add("namespace " + arguments));
        TestClient a = connect();
        a.socket().on("news", arguments -> heard.add("socket " + arguments));
        a.emit("news", "x", 1);
        assertEquals(List.of("namespace [\"x\", 1]", "socket [\"x\", 1]"), heard);
    }

    @Test
    void an_event_without_a_listener_is_reported() {
        FakePeer peer = new FakePeer(new FakePeer.PlainWire()).connect(io, "/");
        peer.socket().link().receive("nobody", Arguments.none(), Ack.NOT_WANTED);
        assertEquals(List.of("nobody"), peer.unheard());
    }

    @Test
    void reserved_names_cannot_be_emitted_or_listened_to() {
        Socket a = connect().socket();
        for (String name : List.of(
                "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")) {
            assertThrows(IllegalArgumentException.class, () -> a.emit(name));
            assertThrows(IllegalArgumentException.class, () -> root.emit(name));
            assertThrows(IllegalArgumentException.class, () -> root.on(name, (socket, arguments, ack) -> {}));
        }
    }

    @Test
    void a_broadcast_is_encoded_once_however_many_receive_it() {
        FakePeer.PlainWire wire = new FakePeer.PlainWire();
        List<FakePeer> peers = List.of(new FakePeer(wire), new FakePeer(wire), new FakePeer(wire));
        peers.forEach(peer -> peer.connect(io, "/"));
        root.emit("news", 1);
        peers.forEach(peer -> assertEquals(List.of("news[1]"), peer.got()));
        assertEquals(1, wire.encoded());
    }

    @Test
    void rooms_reach_their_members_and_except_wins() {
        TestClient a = connect();
        TestClient b = connect();
        TestClient c = connect();
        a.socket().join("r", "s");
        b.socket().join("r");
        root.to("r").to("s").emit("x");
        assertEquals(List.of("x[]"), got(a), "in both rooms, one copy");
        assertEquals(List.of("x[]"), got(b));
        assertEquals(List.of(), got(c));
        root.to("r").except("s").emit("y");
        assertEquals(List.of(), got(a));
        assertEquals(List.of("y[]"), got(b));
        a.socket().to("r").emit("z");
        assertEquals(List.of(), got(a));
        assertEquals(List.of("z[]"), got(b));
        b.socket().leave("r");
        root.to("r").emit("w");
        assertEquals(List.of("w[]"), got(a));
        assertEquals(List.of(), got(b));
    }

    @Test
    void a_sockets_id_is_a_room_with_nobody_else_in_it() {
        TestClient a = connect();
        TestClient b = connect();
        root.to(a.id()).emit("private");
        assertEquals(List.of("private[]"), got(a));
        assertEquals(List.of(), got(b));
        assertEquals(1, root.to(a.id()).count().toCompletableFuture().join());
    }

    @Test
    void an_operator_can_be_kept_and_is_not_changed_by_what_is_built_on_it() {
        TestClient a = connect();
        a.socket().join("r");
        BroadcastOperator room = root.to("r");
        assertNotSame(room, room.except(a.socket()));
        room.emit("x");
        assertEquals(List.of("x[]"), got(a));
    }

    @Test
    void a_socket_is_in_no_more_rooms_than_the_limit() {
        Socket a = connect().socket();
        a.join("1", "2");
        a.join("1");
        EventRefused refused = assertThrows(EventRefused.class, () -> a.join("3"));
        assertEquals("TOO_MANY_ROOMS", refused.code());
        assertEquals("a socket may be in at most 2 rooms (parley.rooms.max-per-socket), was 3", refused.getMessage());
        assertEquals(Set.of(a.id(), "1", "2"), a.rooms());
    }

    @Test
    void a_room_may_be_named_twice() {
        TestClient a = connect();
        a.socket().join("r", "r");
        root.to("r").socketsJoin("s", "s");
        assertEquals(Set.of(a.socket().id(), "r", "s"), a.socket().rooms());
        root.to("r").socketsLeave("s", "s");
        assertEquals(Set.of(a.socket().id(), "r"), a.socket().rooms());
    }

    @Test
    void a_middleware_keeps_a_socket_out_and_leaves_nothing_behind() {
        root.use(socket -> {
            socket.join("r");
            throw new ConnectRefused("no");
        });
        TestClient a = connect();
        assertEquals("no", a.refusal().orElseThrow().getMessage());
        assertFalse(a.isConnected());
        root.emit("x");
        root.to("r").emit("x");
        assertEquals(List.of(), got(a));
        assertEquals(0, root.localCount());
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void a_socket_hears_nothing_before_the_middlewares_have_let_it_in() {
        root.use(socket -> root.emit("secret"));
        TestClient a = connect();
        assertTrue(a.isConnected());
        assertEquals(List.of(), got(a));
    }

    @Test
    void a_refusal_goes_into_the_acknowledgement_when_one_is_wanted_else_into_an_event() {
        root.on("no", (socket, arguments, ack) -> {
            throw new EventRefused("CODE", "f", "why");
        });
        TestClient a = connect();
        assertEquals(
                "[{\"error\":{\"code\":\"CODE\",\"message\":\"why\",\"field\":\"f\"}}]",
                a.emitWithAck("no").arguments().toString());
        assertEquals(List.of(), got(a));
        a.emit("no");
        assertEquals(List.of("error[{\"code\":\"CODE\",\"message\":\"why\",\"field\":\"f\"}]"), got(a));
    }

    @Test
    void a_listener_that_fails_answers_internal_and_the_socket_stays() {
        root.on("boom", (socket, arguments, ack) -> {
            throw new IllegalStateException("secret detail");
        });
        TestClient a = connect();
        a.emit("boom");
        List<String> got = got(a);
        assertTrue(got.get(0).contains("INTERNAL"), got.toString());
        assertFalse(got.get(0).contains("secret"), got.toString());
        assertTrue(a.socket().isConnected());
    }

    @Test
    void a_disconnect_is_told_once_while_the_rooms_can_still_be_read() {
        TestClient client = connect();
        Socket a = client.socket();
        a.join("r");
        List<String> told = new ArrayList<>();
        a.onDisconnect(reason -> told.add(reason.text() + " " + a.rooms().contains("r")));
        client.loseConnection();
        a.link().left(DisconnectReason.PING_TIMEOUT);
        a.disconnect();
        assertEquals(List.of("transport close true"), told);
        assertEquals(Set.of(), a.rooms());
        assertEquals(Set.of(), root.adapter().localRooms());
        assertEquals(0, root.localCount());
        a.emit("late");
        a.join("late");
        assertEquals(List.of(), got(client));
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void who_has_left_is_no_longer_counted_when_that_is_told() {
        Socket a = connect().socket();
        Socket b = connect().socket();
        List<String> told = new ArrayList<>();
        for (Socket each : List.of(a, b)) {
            each.join("user");
            each.onDisconnect(reason -> root.in("user").count().thenAccept(inRoom -> root.fetchSockets()
                    .thenAccept(all -> told.add(inRoom + " of " + all.size() + " of " + root.localCount()))));
            each.link().left(DisconnectReason.TRANSPORT_CLOSE);
        }
        assertEquals(List.of("0 of 1 of 1", "0 of 0 of 0"), told);
    }

    @Test
    void the_server_disconnects_a_socket() {
        TestClient a = connect();
        List<DisconnectReason> reasons = new ArrayList<>();
        a.socket().onDisconnect(reasons::add);
        a.socket().disconnect();
        assertEquals(Optional.of("io server disconnect"), a.disconnectReason());
        assertEquals(List.of(DisconnectReason.SERVER_NAMESPACE_DISCONNECT), reasons);
    }

    @Test
    void an_answer_may_come_before_the_question_is_done_with() {
        TestClient client = connect();
        client.on("q", arguments -> "at once");
        int timers = server.timers();
        CompletableFuture<Arguments> answer = client.socket().emitWithAck(Duration.ofSeconds(1), "q");
        assertEquals("at once", answer.join().string(0));
        assertEquals(List.of("at once"), root.everybody().timeout(Duration.ofSeconds(1)).emitWithAck("q").join().stream()
                .map(each -> each.string(0))
                .toList());
        assertEquals(timers, server.timers());
    }

    @Test
    void an_acknowledgement_completes_once() throws Exception {
        int timers = server.timers();
        FakePeer peer = new FakePeer(new FakePeer.PlainWire()).connect(io, "/");
        Socket a = peer.socket();
        CompletableFuture<Arguments> answer = a.emitWithAck(Duration.ofSeconds(5), "q", 1);
        assertEquals(List.of("?0 q[1]"), peer.got());
        a.link().acknowledged(0, Arguments.ofValues("yes"));
        a.link().acknowledged(0, Arguments.ofValues("again"));
        server.advance(Duration.ofSeconds(10));
        assertEquals(Arguments.ofValues("yes"), answer.get());
        assertEquals(timers, server.timers(), "no timer is left");
    }

    @Test
    void an_acknowledgement_that_does_not_come_fails_after_its_time_and_when_the_client_leaves() {
        TestClient client = connect();
        Socket a = client.socket();
        int timers = server.timers();
        CompletableFuture<Arguments> late = a.emitWithAck(Duration.ofSeconds(5), "q");
        server.advance(Duration.ofSeconds(5));
        assertInstanceOf(AckTimeoutException.class, assertThrows(ExecutionException.class, late::get).getCause());
        CompletableFuture<Arguments> gone = a.emitWithAck(Duration.ofSeconds(5), "q");
        client.loseConnection();
        assertInstanceOf(AckTimeoutException.class, assertThrows(ExecutionException.class, gone::get).getCause());
        assertTrue(a.emitWithAck(Duration.ofSeconds(5), "q").isCompletedExceptionally());
        assertEquals(timers, server.timers());
    }

    @Test
    void no_more_acknowledgements_are_awaited_than_the_limit() {
        Socket a = connect().socket();
        assertFalse(a.emitWithAck(Duration.ofSeconds(5), "q").isDone());
        assertFalse(a.emitWithAck(Duration.ofSeconds(5), "q").isDone());
        assertThrows(IllegalStateException.class, () -> a.emitWithAck(Duration.ofSeconds(5), "q"));
    }

    @Test
    void a_listener_that_disconnects_its_socket_ends_it_at_once() {
        TestClient client = connect();
        Socket a = client.socket();
        List<String> heard = new ArrayList<>();
        a.on("end", arguments -> {
            a.disconnect();
            heard.add("connected " + a.isConnected());
            a.emit("after");
        });
        a.on("more", arguments -> heard.add("more"));
        a.link().peer().mailbox().execute(() -> {
            a.link().receive("end", Arguments.none(), Ack.NOT_WANTED);
            a.link().receive("more", Arguments.none(), Ack.NOT_WANTED);
        });
        assertEquals(List.of("connected false"), heard);
        assertEquals(List.of(), got(client));
    }

    @Test
    void a_namespace_of_a_kind_lives_while_somebody_is_in_it() {
        List<String> opened = new ArrayList<>();
        ParentNamespace rooms = io.of(Pattern.compile("/room.*"));
        rooms.onNamespace(namespace -> opened.add(namespace.name()));
        assertTrue(io.accepts("/room1"));
        assertFalse(io.accepts("/other"));
        assertEquals(List.of(), opened);
        TestClient a = server.connect("/room1");
        TestClient b = server.connect("/room1");
        Namespace made = a.socket().namespace();
        assertEquals(List.of(made), List.copyOf(rooms.namespaces()));
        a.loseConnection();
        assertTrue(io.existing("/room1").isPresent());
        b.loseConnection();
        assertEquals(List.of("/"), names());
        assertEquals(List.of(), List.copyOf(rooms.namespaces()));
        assertNotSame(made, server.connect("/room1").socket().namespace(), "given up");
        assertEquals(List.of("/room1", "/room1"), opened);
    }

    @Test
    void a_namespace_that_somebody_asks_for_by_name_stays() {
        io.of(Pattern.compile(".*"));
        TestClient a = server.connect("/1");
        Namespace kept = io.of("/1");
        a.loseConnection();
        assertSame(kept, server.connect("/1").socket().namespace());
        assertTrue(io.noRoomFor("/1").isEmpty());
    }

    @Test
    void there_are_no_more_namespaces_than_the_limit() {
        io.of((name, auth) -> true);
        for (String name : List.of("/1", "/2")) { // with the root there are three
            assertTrue(server.connect(name).refusal().isEmpty(), name);
        }
        ConnectRefused refused = server.connect("/3").refusal().orElseThrow();
        assertEquals("too many namespaces", refused.getMessage());
        JsonObject data = (JsonObject) refused.data().orElseThrow();
        assertEquals("TOO_MANY_NAMESPACES", data.getString("code"));
        assertEquals("the server has 3 namespaces, which is all it may (parley.namespaces.max)", data.getString("detail"));
        assertEquals(5_000, data.getInt("retryAfter"));
        assertTrue(server.connect("/2").refusal().isEmpty(), "it is there");
    }

    @Test
    void joining_and_leaving_while_disconnecting_leaves_no_member_behind() throws Exception {
        for (int round = 0; round < 500; round++) {
            Socket a = connect().socket();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            threads.execute(() -> a.join("r"));
            threads.execute(() -> a.link().left(DisconnectReason.TRANSPORT_CLOSE));
            threads.shutdown();
            assertTrue(threads.awaitTermination(5, TimeUnit.SECONDS));
            assertEquals(Set.of(), root.adapter().localRooms());
        }
    }

    private List<String> names() {
        return io.namespaces().stream().map(Namespace::name).toList();
    }
}
