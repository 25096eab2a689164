package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.Received;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners may rely on when many threads bring events. */
class SocketThreadsTest {
    private static final int THREADS = 8;
    private static final int EVENTS = 2_000;

    private final TestServer server = new TestServer();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Without any lock or atomic: right only if listeners of one socket never overlap and see what those before them wrote. */
    private static final class Tally {
        private int count;
        private boolean busy;
        private int overlaps;

        @SuppressWarnings("ThreadPriorityCheck") // others shall have the chance to come between
        void add() {
            overlaps += busy ? 1 : 0;
            busy = true;
            int before = count;
            Thread.yield();
            count = before + 1;
            busy = false;
        }
    }

    @Test
    void listeners_of_one_socket_never_overlap() throws Exception {
        Socket a = peer();
        Tally tally = new Tally();
        CountDownLatch all = new CountDownLatch(THREADS * EVENTS);
        a.on("x", arguments -> {
            tally.add();
            all.countDown();
        });
        a.use((event, next) -> {
            tally.add();
            if (event.arguments().get(0).toString().endsWith("0")) {
                threads.execute(() -> next.accept(event)); // goes on by another thread
            } else {
                next.accept(event);
            }
        });
        inParallel(thread -> {
            for (int i = 0; i < EVENTS; i++) {
                bring(a, "x", i);
            }
        });
        assertTrue(all.await(20, TimeUnit.SECONDS));
        assertEquals(0, tally.overlaps);
        assertEquals(2 * THREADS * EVENTS, tally.count);
    }

    @Test
    void events_of_one_thread_are_heard_in_their_order() throws Exception {
        Socket a = peer();
        List<List<Integer>> heard = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<Integer> mine = new ArrayList<>();
            heard.add(mine);
            a.on("from " + thread, arguments -> mine.add(Integer.valueOf(arguments.get(0).toString())));
        }
        inParallel(thread -> {
            for (int i = 0; i < EVENTS; i++) {
                bring(a, "from " + thread, i);
            }
        });
        for (List<Integer> each : heard) {
            assertEquals(EVENTS, each.size());
            for (int i = 0; i < EVENTS; i++) {
                assertEquals(i, each.get(i));
            }
        }
    }

    @Test
    void a_slow_listener_delays_nobody_else() throws Exception {
        TestClient slow = server.connect("/");
        TestClient quick = server.connect("/");
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        slow.socket().on("x", arguments -> {
            begun.countDown();
            awaitQuietly(release);
        });
        CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> slow.emit("x"), threads);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        List<String> answers = new ArrayList<>();
        quick.socket().on("x", arguments -> answers.add("heard"));
        quick.emit("x");
        server.io().emit("all");
        assertEquals(List.of("heard"), answers);
        assertEquals(List.of(Received.of("all")), slow.received(), "it can still be sent to");
        release.countDown();
        busy.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_socket_may_be_used_by_any_thread_while_it_leaves() throws Exception {
        for (int round = 0; round < 200; round++) {
            Socket a = server.connect("/").socket();
            AtomicInteger left = new AtomicInteger();
            a.onDisconnect(reason -> left.incrementAndGet());
            inParallel(thread -> {
                switch (thread % 4) {
                    case 0 -> a.disconnect();
                    case 1 -> a.join("r" + thread);
                    case 2 -> a.emit("x");
                    default -> a.emitWithAck("q").isDone();
                }
            });
            assertEquals(1, left.get());
            assertEquals(List.of(), List.copyOf(server.io().root().adapter().localRooms()));
        }
    }

    /** A client whose events many threads bring at once, as no connection does. */
    private Socket peer() {
        return new FakePeer(new FakePeer.PlainWire()).connect(server.io(), "/").socket();
    }

    private static void bring(Socket socket, String event, Object... arguments) {
        socket.link().peer().mailbox().execute(
                () -> socket.link().receive(event, Arguments.ofValues(arguments), Ack.NOT_WANTED));
    }

    private interface Work {
        void of(int thread);
    }

    private void inParallel(Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            running.add(CompletableFuture.runAsync(
                    () -> {
                        awaitQuietly(start);
                        work.of(thread);
                    },
                    threads));
        }
        start.countDown();
        for (CompletableFuture<Void> each : running) {
            each.get(30, TimeUnit.SECONDS);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
