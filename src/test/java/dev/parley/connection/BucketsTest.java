package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Buckets of tokens: here of three each, and two come back in a second. */
class BucketsTest {
    private static final Optional<Duration> THERE_IS_ONE = Optional.empty();

    private final AtomicLong millis = new AtomicLong(1_000);
    private final Buckets buckets = new Buckets(2, 3, millis::get);

    private void empty(String key) {
        for (int i = 0; i < 3; i++) {
            assertEquals(THERE_IS_ONE, buckets.take(key), "token " + i);
        }
    }

    private static Optional<Duration> after(int millis) {
        return Optional.of(Duration.ofMillis(millis));
    }

    @Test
    void as_many_as_it_holds_are_taken_and_not_one_more() {
        empty("anna");
        assertEquals(after(500), buckets.take("anna"));
        assertEquals(THERE_IS_ONE, buckets.take("bob"));
    }

    @Test
    void who_waits_as_long_as_told_gets_one_and_nobody_sooner() {
        empty("anna");
        millis.addAndGet(499);
        assertTrue(buckets.look("anna").isPresent());
        millis.addAndGet(1);
        assertEquals(THERE_IS_ONE, buckets.take("anna"));
        assertEquals(after(500), buckets.take("anna"));
    }

    @Test
    void what_is_refused_takes_nothing() {
        empty("anna");
        for (int i = 0; i < 10; i++) {
            assertEquals(after(500), buckets.take("anna"));
        }
    }

    @Test
    void who_only_looks_takes_nothing() {
        buckets.take("anna");
        buckets.take("anna");
        assertEquals(THERE_IS_ONE, buckets.look("anna"));
        assertEquals(THERE_IS_ONE, buckets.take("anna"));
        assertEquals(after(500), buckets.look("anna"));
    }

    @Test
    void after_a_long_rest_there_are_as_many_as_it_holds() {
        empty("anna");
        millis.addAndGet(100_000);
        empty("anna");
        assertEquals(after(500), buckets.take("anna"));
    }

    @Test
    void those_that_are_full_are_forgotten_and_no_others() {
        buckets.take("anna");
        millis.addAndGet(499);
        buckets.sweep();
        assertEquals(1, buckets.size());
        millis.addAndGet(1);
        buckets.sweep();
        assertEquals(0, buckets.size());
    }
}
