package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.Chat;
import dev.parley.chat.ChatOptions;
import dev.parley.chat.FileOptions;
import dev.parley.chat.MemoryArchive;
import dev.parley.connection.OpeningRequests;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** What cannot be seen from the wire: who somebody is, what is logged, what is encoded, and a store that takes its time. */
class RecoveryKernelTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final SocketIoServer io =
            new SocketIoServer(SocketIoOptions.defaults().with(RecoveryOptions.on()), clock, InMemoryAdapter::new);
    private final Namespace root = io.root();

    private ReturningPeer arrive(Handshake handshake) {
        ReturningPeer peer = new ReturningPeer().connect(io, handshake);
        root.emit("hello");
        return peer;
    }

    @Test
    void somebody_else_does_not_become_who_was_there_before() {
        ReturningPeer anna = arrive(ReturningPeer.signedIn("anna", JsonValue.EMPTY_JSON_OBJECT));
        anna.lose();
        var auth = ReturningPeer.auth(anna.pid(), anna.offset());
        Socket thief = new ReturningPeer().connect(io, ReturningPeer.signedIn("eve", auth)).socket();
        assertEquals(Optional.of(RecoveryFailure.OTHER_USER), thief.recoveryFailure());
        Socket nobody = new ReturningPeer().connect(io, auth).socket();
        assertEquals(Optional.of(RecoveryFailure.OTHER_USER), nobody.recoveryFailure());
        Socket again = new ReturningPeer().connect(io, ReturningPeer.signedIn("anna", auth)).socket();
        assertTrue(again.recovered());
    }

    @Test
    void who_has_other_roles_by_now_is_told_nothing_that_was_said_meanwhile() {
        Handshake staff = ReturningPeer.signedIn("anna", JsonValue.EMPTY_JSON_OBJECT)
                .as(new User("anna", Set.of("staff", "board"), null));
        ReturningPeer anna = arrive(staff);
        anna.lose();
        Handshake back = Handshake.of(staff.request(), ReturningPeer.auth(anna.pid(), anna.offset()));
        Socket less = new ReturningPeer().connect(io, back.as(new User("anna", Set.of("board"), null))).socket();
        assertEquals(Optional.of(RecoveryFailure.OTHER_USER), less.recoveryFailure());
        Socket same = new ReturningPeer().connect(io, back.as(new User("anna", Set.of("board", "staff"), null))).socket();
        assertTrue(same.recovered());
    }

    @Test
    void the_log_says_why_and_never_tells_a_private_id() {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(Recovery.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        try {
            new ReturningPeer().connect(io, ReturningPeer.auth(peer.pid(), peer.offset()));
            peer.lose();
            clock.advance(Duration.ofMinutes(2));
            new ReturningPeer().connect(io, ReturningPeer.auth(peer.pid(), peer.offset()));
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertEquals(
                List.of(
                        "a client of / from 192.0.2.1 was not recovered: STILL_CONNECTED",
                        "the client of SavedSession[" + peer.socket().id() + " in /] has not come back",
                        "a client of / from 192.0.2.1 was not recovered: EXPIRED"),
                logged);
        assertFalse(peer.socket().toString().contains(peer.pid()));
        assertFalse(peer.socket().handshake().toString().contains(peer.pid()));
    }

    @Test
    void a_broadcast_is_encoded_once_per_wire_with_recovery_too() {
        FakePeer.PlainWire plain = new FakePeer.PlainWire();
        List<FakePeer> fakes = List.of(
                new FakePeer(plain).connect(io, "/"), new FakePeer(plain).connect(io, "/"), new FakePeer(plain).connect(io, "/"));
        root.emit("news", 1);
        fakes.forEach(fake -> assertEquals(List.of("news[1]"), fake.got()));
        assertEquals(1, plain.encoded());
    }

    @Test
    void who_listens_to_what_leaves_hears_what_is_sent_and_what_is_sent_again() {
        List<String> heard = new ArrayList<>();
        root.onAnyOutgoing((socket, event, arguments) -> heard.add(event + arguments));
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        peer.lose();
        root.emit("missed", 1);
        assertEquals(List.of("hello[]"), heard);
        new ReturningPeer().connect(io, ReturningPeer.auth(peer.pid(), peer.offset()));
        assertEquals(List.of("hello[]", "missed[1]"), heard);
    }

    @Test
    void a_listener_may_emit_while_it_hears_of_what_leaves() {
        root.onAnyOutgoing((socket, event, arguments) -> {
            if (event.equals("hello")) {
                root.emit("echo");
            }
        });
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        assertEquals(2, peer.accepted().size());
    }

    @Test
    void what_is_said_to_a_socket_on_its_way_in_is_not_kept_for_it() {
        root.use(socket -> socket.emit("too early"));
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        assertEquals(1, peer.accepted().size());
    }

    @Test
    void private_ids_differ_from_socket_ids() {
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        assertTrue(peer.pid().matches("[A-Za-z0-9_-]{20}"));
        assertNotEquals(peer.socket().id(), peer.pid());
    }

    @Test
    void who_is_back_before_its_socket_has_heard_of_the_end_waits_for_that() {
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        peer.breaks();
        ReturningPeer again = new ReturningPeer().connect(io, ReturningPeer.auth(peer.pid(), peer.offset()));
        assertNull(again.socket());
        peer.lose();
        assertTrue(again.socket().recovered());
        assertEquals(peer.socket().id(), again.socket().id());
    }

    @Test
    void who_waits_for_that_in_vain_comes_in_as_a_new_client() {
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        peer.breaks();
        ReturningPeer again = new ReturningPeer().connect(io, ReturningPeer.auth(peer.pid(), peer.offset()));
        clock.advance(Duration.ofMillis(999));
        assertNull(again.socket());
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.of(RecoveryFailure.STILL_CONNECTED), again.socket().recoveryFailure());
    }

    @Test
    void in_the_chat_who_comes_back_must_say_again_who_it_is() {
        new Chat(new ChatOptions(100, 10, 5, 1_000), FileOptions.defaults(), List.of("*"), new MemoryArchive(), Clock.systemUTC()).install(io);
        ReturningPeer peer = arrive(Handshake.of(OpeningRequests.any()));
        peer.socket().join("a room");
        peer.lose();
        Socket again = new ReturningPeer().connect(io, ReturningPeer.auth(peer.pid(), peer.offset())).socket();
        assertTrue(again.recovered());
        assertEquals(Set.of(again.id()), again.rooms());
    }

    @Test
    void a_store_may_take_its_time_and_may_fail() {
        List<CompletableFuture<RecoveryStore.Claim>> claims = new ArrayList<>();
        SocketIoServer slow = new SocketIoServer(
                SocketIoOptions.defaults().with(RecoveryOptions.on()), clock, namespace -> new SlowAdapter(namespace, claims));
        ReturningPeer peer = new ReturningPeer().connect(slow, ReturningPeer.auth("p", "o"));
        assertNull(peer.socket());
        SavedSocket saved = new SavedSocket("/", "former id", Set.of("former id", "r"), Map.of());
        claims.get(0).complete(new RecoveryStore.Claim.Granted(new SavedSession("p", Optional.empty(), "o", saved)));
        assertEquals("former id", peer.socket().id());
        assertTrue(peer.socket().recovered());

        ReturningPeer unlucky = new ReturningPeer().connect(slow, ReturningPeer.auth("p", "o"));
        claims.get(1).completeExceptionally(new IllegalStateException("the store is gone"));
        assertEquals(Optional.of(RecoveryFailure.STORE_FAILED), unlucky.socket().recoveryFailure());
        assertTrue(unlucky.socket().isConnected());
    }

    /** In memory, but claims are granted when the test says so. */
    private static final class SlowAdapter extends ForwardingAdapter {
        private final RecoveryStore slow;

        SlowAdapter(Namespace namespace, List<CompletableFuture<RecoveryStore.Claim>> claims) {
            super(new InMemoryAdapter(namespace));
            RecoveryStore memory = to.recovery().orElseThrow();
            slow = new RecoveryStore() {
                @Override
                public void save(SavedSession session) {
                    memory.save(session);
                }

                @Override
                public CompletionStage<Claim> claim(String pid, String offset, Optional<String> user) {
                    claims.add(new CompletableFuture<>());
                    return claims.get(claims.size() - 1);
                }

                @Override
                public CompletionStage<Optional<SavedSession>> forget(String pid) {
                    return memory.forget(pid);
                }

                @Override
                public String position() {
                    return memory.position();
                }

                @Override
                public void append(SentEvent event, Function<String, Runnable> deliver) {
                    memory.append(event, deliver);
                }

                @Override
                public CompletionStage<Boolean> replay(String offset, Consumer<List<Kept>> missed, Runnable resume) {
                    return memory.replay(memory.position(), missed, resume);
                }

                @Override
                public void close() {
                    memory.close();
                }
            };
        }

        @Override
        public Optional<RecoveryStore> recovery() {
            return Optional.of(slow);
        }
    }
}
