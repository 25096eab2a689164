package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private final Crowd crowd = new Crowd();
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
        Socket a = crowd.connect();
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
                crowd.send(a, "x", i);
            }
        });
        assertTrue(all.await(20, TimeUnit.SECONDS));
        assertEquals(0, tally.overlaps);
        assertEquals(2 * THREADS * EVENTS, tally.count);
    }

    @Test
    void events_of_one_thread_are_heard_in_their_order() throws Exception {
        Socket a = crowd.connect();
        List<List<Integer>> heard = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            List<Integer> mine = new ArrayList<>();
            heard.add(mine);
            a.on("from " + thread, arguments -> mine.add(Integer.valueOf(arguments.get(0).toString())));
        }
        inParallel(thread -> {
            for (int i = 0; i < EVENTS; i++) {
                crowd.send(a, "from " + thread, i);
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
        Socket slow = crowd.connect();
        Socket quick = crowd.connect();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        slow.on("x", arguments -> {
            begun.countDown();
            awaitQuietly(release);
        });
        CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> crowd.send(slow, "x"), threads);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        List<String> answers = new ArrayList<>();
        quick.on("x", arguments -> answers.add("heard"));
        crowd.send(quick, "x");
        crowd.io.emit("all");
        assertEquals(List.of("heard"), answers);
        assertEquals(List.of("all[]"), crowd.got(slow), "it can still be sent to");
        release.countDown();
        busy.get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_socket_may_be_used_by_any_thread_while_it_leaves() throws Exception {
        for (int round = 0; round < 200; round++) {
            Socket a = crowd.connect();
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
            assertEquals(List.of(), List.copyOf(crowd.io.root().adapter().localRooms()));
        }
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
