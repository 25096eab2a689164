package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What one can do with many sockets at once. */
class BroadcastTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final VirtualScheduler clock = new VirtualScheduler();
    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    private final FakePeer.PlainWire wire = new FakePeer.PlainWire();
    private final Map<Socket, FakePeer> peers = new HashMap<>();
    private final Socket a = connect();
    private final Socket b = connect();
    private final Socket c = connect();

    private Socket connect() {
        FakePeer peer = new FakePeer(wire).connect(io, "/");
        peers.put(peer.socket(), peer);
        return peer.socket();
    }

    private List<String> got(Socket socket) {
        return peers.get(socket).got();
    }

    @Test
    void a_question_to_many_has_one_number_and_is_written_once() throws Exception {
        assertFalse(a.emitWithAck(PATIENCE, "alone").isDone(), "takes a number of its own");
        CompletableFuture<List<Arguments>> answers = io.timeout(PATIENCE).emitWithAck("q", 1);
        assertEquals(List.of("?1 q[1]"), got(b));
        assertEquals(List.of("?1 q[1]"), got(c));
        assertEquals(2, wire.encoded());
        b.link().acknowledged(1, Arguments.ofValues("b"));
        c.link().acknowledged(1, Arguments.ofValues("c"));
        assertFalse(answers.isDone());
        a.link().acknowledged(1, Arguments.ofValues("a"));
        assertEquals(List.of(Arguments.ofValues("b"), Arguments.ofValues("c"), Arguments.ofValues("a")), answers.get());
    }

    @Test
    void a_question_to_nobody_is_answered_at_once() throws Exception {
        assertEquals(List.of(), io.to("nobody").timeout(PATIENCE).emitWithAck("q").get());
        assertEquals(0, clock.waiting());
    }

    @Test
    void who_is_late_is_counted_and_the_answers_so_far_are_there() {
        CompletableFuture<List<Arguments>> answers = io.timeout(PATIENCE).emitWithAck("q");
        b.link().acknowledged(0, Arguments.ofValues("b"));
        clock.advance(PATIENCE);
        AckTimeoutException late = failure(answers);
        assertEquals("2 of 3 did not acknowledge", late.getMessage());
        assertEquals(List.of(Arguments.ofValues("b")), late.answers());
    }

    @Test
    void who_leaves_is_not_waited_for() {
        CompletableFuture<List<Arguments>> answers = io.timeout(PATIENCE).emitWithAck("q");
        a.link().acknowledged(0, Arguments.none());
        b.link().acknowledged(0, Arguments.none());
        assertFalse(answers.isDone());
        c.link().left(DisconnectReason.TRANSPORT_CLOSE);
        assertEquals(2, failure(answers).answers().size());
        assertEquals(0, clock.waiting(), "no timer is left");
    }

    private static AckTimeoutException failure(CompletableFuture<?> answers) {
        return assertInstanceOf(
                AckTimeoutException.class, assertThrows(ExecutionException.class, answers::get).getCause());
    }

    @Test
    void sockets_are_fetched_and_moved_together() throws Exception {
        io.except(a.id()).socketsJoin("room", "other");
        assertEquals(Set.of(b, c), Set.copyOf(io.to("room").fetchSockets().toCompletableFuture().get()));
        io.to(b.id()).socketsLeave("room");
        assertEquals(List.of(c), io.to("room").fetchSockets().toCompletableFuture().get());
        assertEquals(Set.of(b.id(), "other"), b.rooms());
    }

    @Test
    void sockets_are_disconnected_together() {
        io.to(a.id()).disconnectSockets(false);
        io.to(b.id()).disconnectSockets(true);
        assertTrue(peers.get(a).hasLeft());
        assertEquals(CloseStatus.NORMAL, peers.get(b).closed());
        assertEquals(List.of(c), List.copyOf(io.root().sockets()));
    }

    @Test
    void the_server_speaks_in_the_root_namespace() {
        io.of("/elsewhere");
        io.emit("news", 1);
        io.to(b.id()).emit("private");
        assertEquals(List.of("news[1]"), got(a));
        assertEquals(List.of("news[1]", "private[]"), got(b));
    }

    @Test
    void one_node_has_nobody_to_talk_to_among_servers() throws Exception {
        io.root().onServerSide("hello", (arguments, ack) -> ack.send("me"));
        io.root().serverSideEmit("hello", 1);
        assertEquals(List.of(), io.root().serverSideEmitWithAck("hello").toCompletableFuture().get());
        for (String name : List.of("connect", "connection", "new_namespace")) {
            assertThrows(IllegalArgumentException.class, () -> io.root().serverSideEmit(name));
        }
    }
}
