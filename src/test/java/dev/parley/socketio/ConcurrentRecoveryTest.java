package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.ThreadScheduler;
import dev.parley.socketio.adapter.InMemoryAdapter;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads send while clients lose their connections, with what was on its way, and come back. */
class ConcurrentRecoveryTest {
    private static final int SENDERS = 4;
    private static final int EVENTS = 4_000;
    private static final int CLIENTS = 4;
    private static final int MOST_LOST = 20; // on its way when a connection breaks
    private static final RecoveryOptions ROOMY =
            new RecoveryOptions(true, Duration.ofMinutes(2), true, 1_000_000, 1_000_000_000, 1_000);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ThreadScheduler clock = new ThreadScheduler(threads);
    private final SocketIoServer io =
            new SocketIoServer(SocketIoOptions.defaults().with(ROOMY), clock, InMemoryAdapter::new);
    private final CountDownLatch clientsAreIn = new CountDownLatch(CLIENTS);
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void nothing_is_lost_or_doubled_or_out_of_order() throws Exception {
        List<Future<List<String>>> clients = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
            long seed = c;
            clients.add(threads.submit(() -> new Returner(seed).live()));
        }
        clientsAreIn.await();
        io.root().emit("start", "start"); // from here on they have an offset
        List<Future<?>> senders = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            int sender = s;
            senders.add(threads.submit(() -> send(sender)));
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        isOver.set(true);
        List<String> first = clients.get(0).get();
        for (Future<List<String>> client : clients) {
            List<String> got = client.get();
            assertEquals(1 + SENDERS * EVENTS, got.size());
            assertEquals(first, got, "all have received the same in the same order");
        }
        for (int s = 0; s < SENDERS; s++) {
            String prefix = "[\"" + s + " ";
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                expected.add(prefix + i + "\"]");
            }
            assertEquals(expected, first.stream().filter(text -> text.startsWith(prefix)).toList());
        }
        clock.close();
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    private void send(int sender) {
        for (int i = 0; i < EVENTS; i++) {
            if (i % 3 == 0) {
                io.root().to("room").emit("n", sender + " " + i);
            } else {
                io.root().emit("n", sender + " " + i);
            }
        }
    }

    /** A client that loses its connection again and again; of what was accepted for it, it receives the beginning. */
    private final class Returner {
        private final SplittableRandom random;
        private final List<String> received = new ArrayList<>();

        Returner(long seed) {
            this.random = new SplittableRandom(seed);
        }

        List<String> live() {
            ReturningPeer peer = new ReturningPeer().connect(io, JsonValue.EMPTY_JSON_OBJECT);
            String id = peer.socket().id();
            peer.socket().join("room");
            clientsAreIn.countDown();
            while (peer.accepted().isEmpty()) {
                Thread.onSpinWait();
            }
            String offset = null;
            while (true) {
                boolean isLast = isOver.get();
                for (int spins = random.nextInt(2_000); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
                List<String> accepted = peer.accepted();
                boolean isFirst = received.isEmpty();
                int lost = isLast ? 0 : random.nextInt(MOST_LOST);
                int most = Math.max(isFirst ? 1 : 0, accepted.size() - lost);
                for (String text : accepted.subList(0, most)) {
                    received.add(text.substring(0, text.lastIndexOf('@')));
                    offset = ReturningPeer.offset(text);
                }
                if (isLast) {
                    return received;
                }
                String pid = peer.pid();
                peer.lose();
                peer = new ReturningPeer().connect(io, ReturningPeer.auth(pid, offset));
                assertTrue(peer.socket().recovered(), () -> "not recovered");
                assertEquals(id, peer.socket().id());
            }
        }
    }
}
