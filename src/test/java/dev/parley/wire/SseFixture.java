package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.OutboxOptions;
import dev.parley.connection.RateOptions;
import dev.parley.socketio.Ack;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/** An application's namespace, reached by a client that has HTTP alone. */
abstract class SseFixture {
    static final Duration GRACE = Duration.ofSeconds(30);
    static final String PATH = OpeningRequests.any().path();

    final VirtualScheduler clock = new VirtualScheduler();
    final Connections connections = new Connections(
            new ConnectionOptions(
                    3, MessageOptions.defaults(), HeartbeatOptions.defaults(), OutboxOptions.defaults()),
            clock,
            Runnable::run);
    final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    final SseServer sse = new SseServer(new SseOptions(GRACE, 100, 10_000), connections);
    final NativeWire wire = new NativeWire(new GenericVocabulary());
    final List<Socket> sockets = new ArrayList<>();
    final List<String> left = new ArrayList<>();
    final List<Ack> slow = new ArrayList<>();
    final FakeStream stream = new FakeStream();
    SseConnection connection;

    @BeforeEach
    void open() {
        io.root().onConnection(sockets::add);
        io.root().onDisconnect((socket, reason) -> left.add(reason.toString()));
        io.root().on("say", (socket, arguments, ack) -> ack.send(Map.of("id", 17)));
        io.root().on("slow", (socket, arguments, ack) -> slow.add(ack));
        io.root().on("no", (socket, arguments, ack) -> {
            throw new EventRefused("NO", null, "no");
        });
        connection = open(stream);
    }

    final SseConnection open(FakeStream first) {
        return sse.open(
                        OpeningRequests.any(),
                        first,
                        made -> new NativePeer(made, io, "/", namespace -> wire, new RateOptions(10, 20, 1_000, 4_000), Frame::of))
                .orElseThrow();
    }

    final String post(String frame) {
        return answerTo(frame).toString();
    }

    final FakeAnswer answerTo(String frame) {
        return answerTo(Message.text(frame.replace('\'', '"')));
    }

    final FakeAnswer answerTo(Message message) {
        FakeAnswer answer = new FakeAnswer();
        connection.post(message, answer);
        return answer;
    }

    final void emit(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(n -> sockets.get(0).emit("n", n));
    }

    static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> "{\"type\":\"n\",\"args\":[" + n + "]}")
                .toList();
    }

    final FakeStream comeBack(long after) {
        FakeStream next = new FakeStream();
        assertTrue(connection.resume(next, after));
        return next;
    }
}
