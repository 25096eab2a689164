package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.OutboxOptions;
import dev.parley.connection.RequestOwner;
import dev.parley.connection.ThreadScheduler;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.connection.Workers;
import dev.parley.engineio.protocol.EnginePacket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads send while a session changes from polls to a WebSocket: each sender's order stays, nothing is lost or doubled. */
@SuppressWarnings("ThreadPriorityCheck") // yielding only invites trouble; nothing relies on it
class ConcurrentSessionTest {
    private static final int SENDERS = 3;
    private static final int THREADS = SENDERS + 4;
    private static final int WAITING = 1_000;
    private static final int POSTS = 5;
    private static final int IN_ONE_POST = 6;
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private final Workers workers = new Workers(2);
    private final ThreadScheduler scheduler = new ThreadScheduler(workers);
    private final Connections connections = new Connections(
            new ConnectionOptions(
                    10,
                    MessageOptions.ofAtMost(200),
                    new HeartbeatOptions(Duration.ofHours(1), Duration.ofHours(1)),
                    new OutboxOptions(10_000_000, 1_000_000_000, Duration.ofSeconds(10))),
            scheduler,
            workers);
    private final Map<Session, Listener> listeners = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        connections.close();
        scheduler.close();
        workers.close();
    }

    /** Hears one message at a time, or says so. */
    private static final class Listener implements SessionListener {
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean isBusy = new AtomicBoolean();
        private volatile boolean hasOverlapped;

        @Override
        public void message(Message message) {
            hasOverlapped |= !isBusy.compareAndSet(false, true);
            heard.add(((Message.Text) message).text());
            Thread.yield();
            isBusy.set(false);
        }

        @Override
        public void closed(CloseReason reason, String detail) {}
    }

    /** A WebSocket whose peer reads at once. */
    private static final class Reader implements Transport {
        private final Queue<String> read;

        private Reader(Queue<String> read) {
            this.read = read;
        }

        @Override
        public void send(Message message, Sent sent) {
            read.add(((Message.Text) message).text());
            sent.report(null);
        }

        @Override
        public void ping(ByteBuffer data) {}

        @Override
        public void close(CloseStatus status) {}
    }

    /** One client's life, from its first poll to its last message over the WebSocket. */
    private final class Life {
        private final EngineServer server;
        private final Listener listener = new Listener();
        private final PollingSession http;
        private final Session session;
        private final Queue<String> polled = new ConcurrentLinkedQueue<>();
        private final Queue<String> read = new ConcurrentLinkedQueue<>();
        private final CyclicBarrier start = new CyclicBarrier(THREADS);
        private final CountDownLatch probed = new CountDownLatch(1);
        private final CountDownLatch quiet = new CountDownLatch(2); // polls, and POSTs
        private final CountDownLatch changed = new CountDownLatch(1);
        private final Semaphore mayPost = new Semaphore(1);
        private final AtomicInteger posts = new AtomicInteger();
        private final Map<Integer, Integer> sent = new ConcurrentHashMap<>();

        private Life(EngineServer server) {
            this.server = server;
            EngineRequest request =
                    new EngineRequest("GET", false, "polling", "4", null, null, () -> new RequestOwner(null, null, null), OpeningRequests::any);
            http = server.openPolling((Verdict.Opens) server.judge(request)).orElseThrow();
            session = http.session();
            listeners.put(session, listener);
            var unused = http.begin(false);
            for (int i = 0; i < WAITING; i++) { // much to hand over takes time, in which much can go wrong
                session.send(Message.text(SENDERS + ":" + i), false);
            }
            sent.put(SENDERS, WAITING);
        }

        private void live() throws Exception {
            List<Callable<Void>> doings = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                doings.add(() -> send(sender));
            }
            doings.addAll(List.of(this::poll, this::post, this::post, this::upgrade));
            for (Future<Void> each : threads.invokeAll(doings, 20, TimeUnit.SECONDS)) {
                each.get();
            }
            verify();
            session.close();
        }

        /** Sends without a pause from before the change to after it. */
        private Void send(int sender) throws Exception {
            start.await();
            int i = 0;
            for (int after = 0; after < 20; after += changed.getCount() == 0 ? 1 : 0) {
                assertTrue(session.send(Message.text(sender + ":" + i++), false));
                if (i % 10 == 0) {
                    Thread.yield();
                }
            }
            sent.put(sender, i);
            return null;
        }

        private Void poll() throws Exception {
            start.await();
            boolean isPausing;
            do {
                isPausing = probed.getCount() == 0;
                FakePoll poll = new FakePoll(false);
                http.poll(poll);
                polled.addAll(List.of(poll.await().split("<1e>")));
            } while (!isPausing);
            quiet.countDown();
            return null;
        }

        /** Two threads take turns, because a client may use another connection for each POST. */
        private Void post() throws Exception {
            start.await();
            while (true) {
                mayPost.acquire();
                int number = posts.getAndIncrement();
                if (number >= POSTS) {
                    mayPost.release();
                    return null;
                }
                assertTrue(http.postBegins());
                List<EnginePacket> packets = new ArrayList<>();
                for (int i = 0; i < IN_ONE_POST; i++) {
                    packets.add(EnginePacket.message("in " + (number * IN_ONE_POST + i)));
                }
                http.posted(packets::forEach, new Answer(number == POSTS - 1));
            }
        }

        /** What a client does next does not wait for what the server does after its answer. */
        private final class Answer implements Post {
            private final boolean isLast;

            private Answer(boolean isLast) {
                this.isLast = isLast;
            }

            @Override
            public void accept() {
                if (isLast) {
                    quiet.countDown();
                }
                mayPost.release();
            }

            @Override
            public void reject() {}
        }

        private Void upgrade() throws Exception {
            start.await();
            WebSocketConnection webSocket = server.upgrade(http, new Reader(read)).orElseThrow();
            webSocket.text("2probe", true);
            probed.countDown();
            assertTrue(quiet.await(10, TimeUnit.SECONDS));
            webSocket.text("5", true);
            for (int i = 0; i < IN_ONE_POST; i++) {
                webSocket.text("4in " + (POSTS * IN_ONE_POST + i), true);
            }
            changed.countDown();
            return null;
        }

        /** All threads have come to their end, so nothing is on its way any more. */
        private void verify() {
            Map<Integer, Integer> next = new HashMap<>();
            for (String message : outgoing()) {
                int colon = message.indexOf(':');
                int sender = Integer.parseInt(message.substring(0, colon));
                int number = Integer.parseInt(message.substring(colon + 1));
                assertEquals(next.merge(sender, 1, Integer::sum) - 1, number, "of sender " + sender);
            }
            assertEquals(sent, next);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < (POSTS + 1) * IN_ONE_POST; i++) {
                expected.add("in " + i);
            }
            assertEquals(expected, List.copyOf(listener.heard));
            assertFalse(listener.hasOverlapped, "two messages were handled at once");
        }

        /** The messages the client got, in its order: polls have ended before the WebSocket takes over. */
        private List<String> outgoing() {
            List<String> all = new ArrayList<>(polled);
            all.addAll(read);
            return all.stream()
                    .filter(frame -> frame.startsWith("4"))
                    .map(frame -> frame.substring(1))
                    .toList();
        }
    }

    @Test
    void nothing_is_lost_doubled_or_out_of_order() throws Exception {
        long end = System.nanoTime() + ENOUGH.toNanos();
        try (EngineServer server = new EngineServer(EngineFixture.withoutHeartbeat(), connections, listeners::get)) {
            while (System.nanoTime() < end) {
                new Life(server).live();
            }
        }
    }
}
