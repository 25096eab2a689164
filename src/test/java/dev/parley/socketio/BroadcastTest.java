package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.connection.CloseStatus;
import dev.parley.testkit.Received;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** What one can do with many sockets at once. */
class BroadcastTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io();
    private final TestClient a = server.connect("/");
    private final TestClient b = server.connect("/");
    private final TestClient c = server.connect("/");
    private final int timers = server.timers();

    @Test
    void a_question_to_many_has_one_number_and_each_answers_when_it_likes() throws Exception {
        assertFalse(a.socket().emitWithAck("alone").isDone(), "takes a number of its own");
        CompletableFuture<List<Arguments>> answers = io.timeout(PATIENCE).emitWithAck("q", 1);
        assertEquals(List.of(Received.of("q", 1)), b.received());
        assertEquals(List.of(Received.of("q", 1)), c.received());
        b.answer("q", "b");
        c.answer("q", "c");
        assertFalse(answers.isDone());
        a.answer("q", "a");
        assertEquals(List.of(Arguments.ofValues("b"), Arguments.ofValues("c"), Arguments.ofValues("a")), answers.get());
    }

    @Test
    void a_question_to_many_is_written_once() {
        FakePeer.PlainWire wire = new FakePeer.PlainWire();
        List<FakePeer> peers = List.of(new FakePeer(wire), new FakePeer(wire));
        peers.forEach(peer -> peer.connect(io, "/"));
        assertFalse(io.timeout(PATIENCE).emitWithAck("q", 1).isDone());
        peers.forEach(peer -> assertEquals(List.of("?0 q[1]"), peer.got()));
        assertEquals(1, wire.encoded());
    }

    @Test
    void a_question_to_nobody_is_answered_at_once() throws Exception {
        assertEquals(List.of(), io.to("nobody").timeout(PATIENCE).emitWithAck("q").get());
        assertEquals(timers, server.timers());
    }

    @Test
    void who_is_late_is_counted_and_the_answers_so_far_are_there() {
        CompletableFuture<List<Arguments>> answers = io.timeout(PATIENCE).emitWithAck("q");
        b.answer("q", "b");
        server.advance(PATIENCE);
        AckTimeoutException late = failure(answers);
        assertEquals("2 of 3 did not acknowledge", late.getMessage());
        assertEquals(List.of(Arguments.ofValues("b")), late.answers());
    }

    @Test
    void who_leaves_is_not_waited_for() {
        CompletableFuture<List<Arguments>> answers = io.timeout(PATIENCE).emitWithAck("q");
        a.answer("q");
        b.answer("q");
        assertFalse(answers.isDone());
        c.loseConnection();
        assertEquals(2, failure(answers).answers().size());
        assertEquals(timers, server.timers(), "no timer is left");
    }

    private static AckTimeoutException failure(CompletableFuture<?> answers) {
        return assertInstanceOf(
                AckTimeoutException.class, assertThrows(ExecutionException.class, answers::get).getCause());
    }

    @Test
    void sockets_are_fetched_and_moved_together() throws Exception {
        io.except(a.id()).socketsJoin("room", "other");
        assertEquals(Set.of(b.socket(), c.socket()), Set.copyOf(io.to("room").fetchSockets().toCompletableFuture().get()));
        io.to(b.id()).socketsLeave("room");
        assertEquals(List.of(c.socket()), io.to("room").fetchSockets().toCompletableFuture().get());
        assertEquals(Set.of(b.id(), "other"), b.socket().rooms());
    }

    @Test
    void sockets_are_disconnected_together() {
        io.to(a.id()).disconnectSockets(false);
        io.to(b.id()).disconnectSockets(true);
        assertEquals(Optional.of("io server disconnect"), a.disconnectReason());
        assertEquals(Optional.empty(), a.closed());
        assertEquals(Optional.of(CloseStatus.NORMAL), b.closed());
        assertEquals(List.of(c.socket()), List.copyOf(io.root().sockets()));
    }

    @Test
    void the_server_speaks_in_the_root_namespace() {
        io.of("/elsewhere");
        io.emit("news", 1);
        io.to(b.id()).emit("private");
        assertEquals(List.of(Received.of("news", 1)), a.received());
        assertEquals(List.of(Received.of("news", 1), Received.of("private")), b.received());
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
