package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.engineio.EngineClient;
import dev.parley.engineio.EngineFixture;
import dev.parley.engineio.FakePoll;
import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.Event;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sender says of compression, and what becomes of it in the answers to polls. */
class CompressionTest {
    private static final Event<String> WORD = Event.of("word", String.class);

    private final EngineFixture engine = new EngineFixture(EngineFixture.withoutHeartbeat());

    /** The namespace, and a client that has come in and polls. */
    private record Scene(Namespace root, EngineClient client) {

        Socket socket() {
            return root.sockets().iterator().next();
        }

        /** Whether what is sent may be compressed on its way. */
        boolean compresses(Consumer<Scene> sends) {
            sends.accept(this);
            FakePoll poll = client.poll();
            assertFalse(poll.answer().equals("held"));
            return poll.mayBeCompressed();
        }
    }

    private Scene scene(boolean recovers) {
        SocketIoOptions options = SocketIoOptions.defaults();
        SocketIoServer io = new SocketIoServer(
                recovers ? options.with(RecoveryOptions.on()) : options, new VirtualScheduler(), InMemoryAdapter::new);
        engine.application(new SocketIoClients(io, Parser.DEFAULT));
        EngineClient client = engine.polling("4");
        assertEquals("ok", client.post("40"));
        client.poll();
        return new Scene(io.root(), client);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unless_told_otherwise_all_is_worth_it(boolean recovers) {
        Scene scene = scene(recovers);
        List<Consumer<Scene>> sends = List.of(
                each -> each.root().emit("e"),
                each -> each.socket().emit("e"),
                each -> each.socket().compress(true).emit("e"),
                each -> each.root().compress(false).compress(true).emit("e"));
        sends.forEach(each -> assertEquals(true, scene.compresses(each)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_not_worth_it_is_left_as_it_is(boolean recovers) {
        Scene scene = scene(recovers);
        BroadcastOperator plain = scene.root().compress(false);
        Duration patience = Duration.ofSeconds(1);
        List<Object> asked = new ArrayList<>();
        List<Consumer<Scene>> sends = List.of(
                each -> plain.emit("e", new byte[2]),
                each -> plain.except("nobody").local().emit("e"),
                each -> asked.add(plain.timeout(patience).emitWithAck("e")),
                each -> each.socket().compress(false).emit("e", "b"),
                each -> each.socket().compress(false).emit(WORD, "b"),
                each -> asked.add(each.socket().timeout(patience).compress(false).emitWithAck("e")));
        sends.forEach(each -> assertEquals(false, scene.compresses(each)));
    }

    @Test
    void one_that_is_worth_it_decides_for_all_that_leave_with_it() {
        assertEquals(true, scene(false).compresses(scene -> {
            scene.root().compress(false).emit("e");
            scene.root().emit("e");
        }));
    }
}
