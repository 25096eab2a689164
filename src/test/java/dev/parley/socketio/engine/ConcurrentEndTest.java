package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.RequestOwner;
import dev.parley.connection.ThreadScheduler;
import dev.parley.connection.WebSocketConnection;
import dev.parley.connection.Workers;
import dev.parley.engineio.EngineOptions;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Verdict;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client, its network, the application and the heartbeat end a connection at once, on threads of their own. */
class ConcurrentEndTest {
    private static final int ROUNDS = 500;

    private final Workers workers = new Workers(2);
    private final ThreadScheduler scheduler = new ThreadScheduler(workers);
    private final Connections connections = new Connections(ConnectionOptions.defaults(), scheduler, workers);
    private final SocketIoServer io =
            new SocketIoServer(SocketIoOptions.defaults(), scheduler, InMemoryAdapter::new);
    private final EngineServer engine =
            new EngineServer(EngineOptions.defaults(), connections, new SocketIoClients(io, Parser.DEFAULT));
    private final Namespace root = io.root();
    private final Queue<Socket> entered = new ConcurrentLinkedQueue<>();
    private final Queue<DisconnectReason> reasons = new ConcurrentLinkedQueue<>();

    private WebSocketConnection open() {
        EngineRequest request = new EngineRequest("GET", true, "websocket", "4", null, null, () -> new RequestOwner(null, null, null), OpeningRequests::any);
        WebSocketConnection connection = engine.openWebSocket((Verdict.Opens) engine.judge(request), new FakeTransport())
                .orElseThrow();
        connection.text("40", true);
        return connection;
    }

    @Test
    void a_connection_that_everybody_ends_at_once_is_told_to_have_ended_once() throws Exception {
        root.onConnection(socket -> {
            entered.add(socket);
            socket.onDisconnect(reasons::add);
        });
        ExecutorService threads = Executors.newFixedThreadPool(5);
        for (int round = 0; round < ROUNDS; round++) {
            WebSocketConnection connection = open();
            Socket socket = entered.remove();
            CyclicBarrier start = new CyclicBarrier(5);
            List<Callable<Void>> ends = new ArrayList<>();
            for (Runnable end : List.<Runnable>of(
                    () -> connection.closedByPeer(CloseStatus.NORMAL),
                    () -> connection.end(CloseStatus.PING_TIMEOUT),
                    () -> connection.text("41", true),
                    socket::disconnect,
                    socket::dropConnection)) {
                ends.add(() -> {
                    start.await();
                    end.run();
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(ends, 20, TimeUnit.SECONDS)) {
                each.get();
            }
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        scheduler.close();
        workers.close(); // what they had to do is done
        assertEquals(ROUNDS, reasons.size());
        assertEquals(0, root.localCount());
        assertEquals(0, engine.sessionCount());
        assertEquals(0, connections.count());
        io.close();
    }
}
