package dev.parley.socketio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers, timeouts and the end of a socket on threads of their own, at once. */
class PendingAcksTest {
    private static final int ROUNDS = 2_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final CyclicBarrier start = new CyclicBarrier(3);

    /** Keeps what is to happen later, for a thread that does not wait. */
    private static final class OneTimer implements Scheduler {
        private Runnable task;

        @Override
        public long now() {
            return 0;
        }

        @Override
        public Timer after(Duration delay, Runnable later) {
            task = later;
            return () -> {}; // too late
        }

        @Override
        public Timer every(Duration period, Runnable again) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    private Callable<Void> atOnce(Runnable task) {
        return () -> {
            start.await();
            task.run();
            return null;
        };
    }

    @Test
    void an_answer_its_timeout_and_the_end_of_the_socket_have_one_outcome_together() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            OneTimer clock = new OneTimer();
            PendingAcks acks = new PendingAcks(clock, 10);
            CompletableFuture<Arguments> answer = new CompletableFuture<>();
            AtomicInteger outcomes = new AtomicInteger();
            var unused = answer.whenComplete((value, failure) -> outcomes.incrementAndGet());
            acks.expect(7, answer, TIMEOUT);
            List<Callable<Void>> all = new ArrayList<>(List.of(
                    atOnce(() -> acks.answered(7, Arguments.ofValues("yes"))),
                    atOnce(clock.task),
                    atOnce(acks::close)));
            for (Future<Void> each : threads.invokeAll(all)) {
                each.get();
            }
            assertTrue(answer.isDone());
            assertEquals(1, outcomes.get());
            assertEquals(0, acks.size());
        }
    }
}
