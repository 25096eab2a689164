package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    @Test
    void an_idle_mailbox_runs_a_task_on_the_thread_that_brings_it() {
        List<Thread> ran = new ArrayList<>();
        mailbox.execute(() -> ran.add(Thread.currentThread()));
        assertEquals(List.of(Thread.currentThread()), ran);
        assertFalse(mailbox.isBusy());
    }

    @Test
    void tasks_of_many_threads_never_overlap_and_none_is_lost() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicBoolean inside = new AtomicBoolean();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        for (int t = 0; t < 8; t++) {
            threads.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    mailbox.execute(() -> {
                        if (!inside.compareAndSet(false, true)) {
                            overlaps.incrementAndGet();
                        }
                        done.incrementAndGet();
                        inside.set(false);
                    });
                }
            });
        }
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
        assertEquals(0, overlaps.get());
        assertEquals(160_000, done.get());
    }

    @Test
    void a_task_that_fails_does_not_strand_the_next() {
        List<String> ran = new ArrayList<>();
        mailbox.execute(() -> {
            mailbox.execute(() -> ran.add("next"));
            throw new IllegalStateException("on purpose");
        });
        assertEquals(List.of("next"), ran);
        assertFalse(mailbox.isBusy());
    }

    @Test
    void a_task_may_do_something_at_once_and_others_in_their_turn() throws Exception {
        Mailbox mailbox = new Mailbox();
        List<String> done = new ArrayList<>();
        mailbox.execute(() -> {
            mailbox.execute(() -> done.add("later"));
            mailbox.executeWithin(() -> done.add("at once"));
            done.add("then");
        });
        mailbox.executeWithin(() -> done.add("last"));
        assertEquals(List.of("at once", "then", "later", "last"), done);
    }
}
