package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void what_was_accepted_is_done_and_no_thread_is_left() {
        Workers workers = new Workers(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            workers.execute(() -> {
                threads.add(Thread.currentThread());
                done.incrementAndGet();
            });
        }
        workers.close();
        assertEquals(1_000, done.get());
        assertTrue(threads.size() <= 3, () -> threads.size() + " threads");
        threads.forEach(thread -> assertFalse(thread.isAlive(), thread::getName));
    }

    @Test
    void a_task_that_does_not_end_is_interrupted() throws Exception {
        Workers workers = new Workers(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        workers.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        workers.close();
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    @Test
    void what_comes_after_the_end_runs_on_the_thread_that_brings_it() {
        Workers workers = new Workers(1);
        workers.close();
        List<Thread> ran = new ArrayList<>();
        workers.execute(() -> ran.add(Thread.currentThread()));
        assertSame(Thread.currentThread(), ran.get(0));
    }

    @Test
    void the_timers_thread_is_gone_after_its_close_and_nothing_more_happens() throws Exception {
        Set<Thread> timers = ConcurrentHashMap.newKeySet();
        CountDownLatch happened = new CountDownLatch(1);
        ThreadScheduler scheduler = new ThreadScheduler(task -> {
            timers.add(Thread.currentThread());
            task.run();
        });
        scheduler.after(Duration.ofMillis(1), happened::countDown);
        assertTrue(happened.await(10, TimeUnit.SECONDS));
        AtomicInteger late = new AtomicInteger();
        scheduler.after(Duration.ofHours(1), late::incrementAndGet);
        scheduler.close();
        scheduler.after(Duration.ZERO, late::incrementAndGet);
        assertEquals(1, timers.size());
        timers.forEach(thread -> assertFalse(thread.isAlive(), thread::getName));
        assertEquals(0, late.get());
    }
}
