package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    @Test
    void what_is_left_to_another_thread_is_paid_for_by_who_has_left_it() throws Exception {
        Pace pace = new Pace(10, () -> 5_000);
        Mailbox annas = new Mailbox(Cause.of(pace, AddressKey.of("192.0.2.1")));
        Mailbox bens = new Mailbox(Cause.of(pace, AddressKey.of("192.0.2.2")));
        AtomicBoolean isTold = new AtomicBoolean();
        annas.execute(() -> mailbox.execute(() -> {
            Thread ben = new Thread(() -> bens.execute(() -> mailbox.execute(() -> {
                Cause.delivered(100 * Pace.RECEIVERS);
                isTold.set(true);
            })));
            ben.start();
            assertDoesNotThrow(() -> ben.join());
            assertFalse(isTold.get(), "Anna's thread does it");
        }));
        assertTrue(isTold.get());
        assertEquals(Duration.ZERO, pace.take(Optional.of("192.0.2.1"), 1));
        assertEquals(Duration.ofMillis(9_100), pace.take(Optional.of("192.0.2.2"), 1));
        Cause.delivered(100 * Pace.RECEIVERS);
        assertEquals(Duration.ZERO, pace.take(Optional.of("192.0.2.1"), 1), "that was nobody's");
    }

    @Test
    void clients_of_this_host_pay_for_nothing() {
        assertNull(Cause.of(new Pace(10, () -> 5_000), AddressKey.of("127.0.0.1")));
    }
}
