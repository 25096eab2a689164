package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SocketIoServerTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final SocketIoServer io = new SocketIoServer(new SocketIoOptions(3, 2, 2, AttachmentOptions.defaults(), Duration.ofSeconds(45)), clock, InMemoryAdapter::new);
    private final Namespace root = io.root();
    private final FakePeer.PlainWire wire = new FakePeer.PlainWire();
    private final Map<Socket, FakePeer> peers = new HashMap<>();

    private Socket connect(String namespace) {
        FakePeer peer = new FakePeer(wire).connect(io, namespace);
        peers.put(peer.socket(), peer);
        return peer.socket();
    }

    private Socket connect() {
        return connect("/");
    }

    private List<String> got(Socket socket) {
        return peers.get(socket).got();
    }

    @Test
    void ids_have_20_characters_and_differ() {
        Socket a = connect();
        Socket b = connect();
        assertTrue(a.id().matches("[A-Za-z0-9_-]{20}"), a.id());
        assertFalse(a.id().equals(b.id()));
        assertEquals(Set.of(a.id()), a.rooms());
    }

    @Test
    void an_event_reaches_the_listeners_of_the_namespace_and_of_the_socket_in_order() {
        List<String> heard = new ArrayList<>();
        root.on("news", (socket, arguments, ack) -> heard.add("namespace " + arguments));
        Socket a = connect();
        a.on("news", arguments -> heard.add("socket " + arguments));
        a.link().receive("news", Arguments.ofValues("x", 1), Ack.NOT_WANTED);
        assertEquals(List.of("namespace [\"x\", 1]", "socket [\"x\", 1]"), spaced(heard));
    }

    @Test
    void an_event_without_a_listener_is_reported() {
        Socket a = connect();
        a.link().receive("nobody", Arguments.none(), Ack.NOT_WANTED);
        assertEquals(List.of("nobody"), peers.get(a).unheard());
    }

    @Test
    void reserved_names_cannot_be_emitted_or_listened_to() {
        Socket a = connect();
        for (String name : List.of(
                "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")) {
            assertThrows(IllegalArgumentException.class, () -> a.emit(name));
            assertThrows(IllegalArgumentException.class, () -> root.emit(name));
            assertThrows(IllegalArgumentException.class, () -> root.on(name, (socket, arguments, ack) -> {}));
        }
    }

    @Test
    void a_broadcast_is_encoded_once_however_many_receive_it() {
        List<Socket> sockets = List.of(connect(), connect(), connect());
        root.emit("news", 1);
        sockets.forEach(socket -> assertEquals(List.of("news[1]"), got(socket)));
        assertEquals(1, wire.encoded());
    }

    @Test
    void rooms_reach_their_members_and_except_wins() {
        Socket a = connect();
        Socket b = connect();
        Socket c = connect();
        a.join("r", "s");
        b.join("r");
        root.to("r").to("s").emit("x");
        assertEquals(List.of("x[]"), got(a), "in both rooms, one copy");
        assertEquals(List.of("x[]"), got(b));
        assertEquals(List.of(), got(c));
        root.to("r").except("s").emit("y");
        assertEquals(List.of(), got(a));
        assertEquals(List.of("y[]"), got(b));
        a.to("r").emit("z");
        assertEquals(List.of(), got(a));
        assertEquals(List.of("z[]"), got(b));
        b.leave("r");
        root.to("r").emit("w");
        assertEquals(List.of("w[]"), got(a));
        assertEquals(List.of(), got(b));
    }

    @Test
    void a_sockets_id_is_a_room_with_nobody_else_in_it() {
        Socket a = connect();
        Socket b = connect();
        root.to(a.id()).emit("private");
        assertEquals(List.of("private[]"), got(a));
        assertEquals(List.of(), got(b));
        assertEquals(1, root.to(a.id()).count().toCompletableFuture().join());
    }

    @Test
    void an_operator_can_be_kept_and_is_not_changed_by_what_is_built_on_it() {
        Socket a = connect();
        a.join("r");
        BroadcastOperator room = root.to("r");
        assertNotSame(room, room.except(a));
        room.emit("x");
        assertEquals(List.of("x[]"), got(a));
    }

    @Test
    void a_socket_is_in_no_more_rooms_than_the_limit() {
        Socket a = connect();
        a.join("1", "2");
        a.join("1");
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> a.join("3"));
        assertEquals("rooms per socket must be at most 2, was 3", refused.getMessage());
    }

    @Test
    void a_middleware_keeps_a_socket_out_and_leaves_nothing_behind() {
        root.use(socket -> {
            socket.join("r");
            throw new ConnectRefused("no");
        });
        FakePeer peer = new FakePeer(wire).connect(io, "/");
        assertEquals("no", peer.refusal().getMessage());
        assertFalse(peer.isWelcome());
        root.emit("x");
        root.to("r").emit("x");
        assertEquals(List.of(), peer.got());
        assertEquals(0, root.localCount());
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void a_socket_hears_nothing_before_the_middlewares_have_let_it_in() {
        root.use(socket -> root.emit("secret"));
        FakePeer peer = new FakePeer(wire).connect(io, "/");
        assertTrue(peer.isWelcome());
        assertEquals(List.of(), peer.got());
    }

    @Test
    void a_refusal_goes_into_the_acknowledgement_when_one_is_wanted_else_into_an_event() {
        root.on("no", (socket, arguments, ack) -> {
            throw new EventRefused("CODE", "f", "why");
        });
        Socket a = connect();
        List<Arguments> answers = new ArrayList<>();
        a.link().receive("no", Arguments.none(), answeringTo(answers));
        assertEquals(List.of(), got(a));
        assertEquals(
                "[{\"error\":{\"code\":\"CODE\",\"message\":\"why\",\"field\":\"f\"}}]",
                answers.get(0).toString());
        a.link().receive("no", Arguments.none(), Ack.NOT_WANTED);
        assertEquals(List.of("error[{\"code\":\"CODE\",\"message\":\"why\",\"field\":\"f\"}]"), got(a));
    }

    @Test
    void a_listener_that_fails_answers_internal_and_the_socket_stays() {
        root.on("boom", (socket, arguments, ack) -> {
            throw new IllegalStateException("secret detail");
        });
        Socket a = connect();
        a.link().receive("boom", Arguments.none(), Ack.NOT_WANTED);
        List<String> got = got(a);
        assertTrue(got.get(0).contains("INTERNAL"), got.toString());
        assertFalse(got.get(0).contains("secret"), got.toString());
        assertTrue(a.isConnected());
    }

    @Test
    void a_disconnect_is_told_once_while_the_rooms_can_still_be_read() {
        Socket a = connect();
        a.join("r");
        List<String> told = new ArrayList<>();
        a.onDisconnect(reason -> told.add(reason.text() + " " + a.rooms().contains("r")));
        a.link().left(DisconnectReason.TRANSPORT_CLOSE);
        a.link().left(DisconnectReason.PING_TIMEOUT);
        a.disconnect();
        assertEquals(List.of("transport close true"), told);
        assertEquals(Set.of(), a.rooms());
        assertEquals(Set.of(), root.adapter().localRooms());
        assertEquals(0, root.localCount());
        a.emit("late");
        a.join("late");
        assertEquals(List.of(), got(a));
        assertEquals(Set.of(), root.adapter().localRooms());
    }

    @Test
    void the_server_disconnects_a_socket() {
        Socket a = connect();
        List<DisconnectReason> reasons = new ArrayList<>();
        a.onDisconnect(reasons::add);
        a.disconnect();
        assertTrue(peers.get(a).hasLeft());
        assertEquals(List.of(DisconnectReason.SERVER_NAMESPACE_DISCONNECT), reasons);
    }

    @Test
    void an_answer_may_come_before_the_question_is_done_with() {
        Socket a = connect();
        peers.get(a).reaction(text -> a.link().acknowledged(
                Long.parseLong(text.substring(1, text.indexOf(' '))), Arguments.ofValues("at once")));
        CompletableFuture<Arguments> answer = a.emitWithAck(Duration.ofSeconds(1), "q");
        assertEquals("at once", answer.join().string(0));
        assertEquals(List.of("at once"), root.everybody().timeout(Duration.ofSeconds(1)).emitWithAck("q").join().stream()
                .map(each -> each.string(0))
                .toList());
        assertEquals(0, clock.waiting());
    }

    @Test
    void an_acknowledgement_completes_once() throws Exception {
        Socket a = connect();
        CompletableFuture<Arguments> answer = a.emitWithAck(Duration.ofSeconds(5), "q", 1);
        assertEquals(List.of("?0 q[1]"), got(a));
        a.link().acknowledged(0, Arguments.ofValues("yes"));
        a.link().acknowledged(0, Arguments.ofValues("again"));
        clock.advance(Duration.ofSeconds(10));
        assertEquals(Arguments.ofValues("yes"), answer.get());
        assertEquals(0, clock.waiting(), "no timer is left");
    }

    @Test
    void an_acknowledgement_that_does_not_come_fails_after_its_time_and_when_the_client_leaves() {
        Socket a = connect();
        CompletableFuture<Arguments> late = a.emitWithAck(Duration.ofSeconds(5), "q");
        clock.advance(Duration.ofSeconds(5));
        assertInstanceOf(AckTimeoutException.class, assertThrows(ExecutionException.class, late::get).getCause());
        CompletableFuture<Arguments> gone = a.emitWithAck(Duration.ofSeconds(5), "q");
        a.link().left(DisconnectReason.TRANSPORT_CLOSE);
        assertInstanceOf(AckTimeoutException.class, assertThrows(ExecutionException.class, gone::get).getCause());
        assertTrue(a.emitWithAck(Duration.ofSeconds(5), "q").isCompletedExceptionally());
        assertEquals(0, clock.waiting());
    }

    @Test
    void no_more_acknowledgements_are_awaited_than_the_limit() {
        Socket a = connect();
        assertFalse(a.emitWithAck(Duration.ofSeconds(5), "q").isDone());
        assertFalse(a.emitWithAck(Duration.ofSeconds(5), "q").isDone());
        assertThrows(IllegalStateException.class, () -> a.emitWithAck(Duration.ofSeconds(5), "q"));
    }

    @Test
    void a_listener_that_disconnects_its_socket_ends_it_at_once() {
        Socket a = connect();
        List<String> heard = new ArrayList<>();
        a.on("end", arguments -> {
            a.disconnect();
            heard.add("connected " + a.isConnected());
            a.emit("after");
        });
        a.on("more", arguments -> heard.add("more"));
        peers.get(a).mailbox().execute(() -> {
            a.link().receive("end", Arguments.none(), Ack.NOT_WANTED);
            a.link().receive("more", Arguments.none(), Ack.NOT_WANTED);
        });
        assertEquals(List.of("connected false"), heard);
        assertEquals(List.of(), got(a));
    }

    @Test
    void a_namespace_of_a_kind_lives_while_somebody_is_in_it() {
        List<String> opened = new ArrayList<>();
        ParentNamespace rooms = io.of(Pattern.compile("/room.*"));
        rooms.onNamespace(namespace -> opened.add(namespace.name()));
        assertTrue(io.accepts("/room1"));
        assertFalse(io.accepts("/other"));
        assertEquals(List.of(), opened);
        Socket a = connect("/room1");
        Socket b = connect("/room1");
        assertEquals(List.of(a.namespace()), List.copyOf(rooms.namespaces()));
        a.link().left(DisconnectReason.TRANSPORT_CLOSE);
        assertTrue(io.existing("/room1").isPresent());
        b.link().left(DisconnectReason.TRANSPORT_CLOSE);
        assertEquals(List.of("/"), names());
        assertEquals(List.of(), List.copyOf(rooms.namespaces()));
        assertNotSame(a.namespace(), connect("/room1").namespace(), "given up");
        assertEquals(List.of("/room1", "/room1"), opened);
    }

    @Test
    void a_namespace_that_somebody_asks_for_by_name_stays() {
        io.of(Pattern.compile(".*"));
        Socket a = connect("/1");
        Namespace kept = io.of("/1");
        a.link().left(DisconnectReason.TRANSPORT_CLOSE);
        assertSame(kept, connect("/1").namespace());
        assertTrue(io.hasRoomFor("/1"));
    }

    @Test
    void there_are_no_more_namespaces_than_the_limit() {
        io.of((name, auth) -> true);
        connect("/1");
        connect("/2");
        assertInstanceOf(
                NoSuchNamespace.class, new FakePeer(wire).connect(io, "/3").refusal());
    }

    @Test
    void joining_and_leaving_while_disconnecting_leaves_no_member_behind() throws Exception {
        for (int round = 0; round < 500; round++) {
            Socket a = connect();
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

    private static List<String> spaced(List<String> texts) {
        return texts.stream().map(text -> text.replaceAll(",(?! )", ", ")).toList();
    }

    private static Ack answeringTo(List<Arguments> answers) {
        return new Ack() {
            @Override
            public boolean isWanted() {
                return true;
            }

            @Override
            public void send(Arguments answer) {
                answers.add(answer);
            }
        };
    }
}
