package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.RateLimit.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How fast one client may send: here 10 messages and 1,000 bytes a second, and 20 and 4,000 at once. */
class RateLimitTest {
    private final RateLimit rate = new RateLimit(new RateOptions(10, 20, 1_000, 4_000), 0);

    private void take(int times, int bytes, Verdict verdict) {
        for (int i = 0; i < times; i++) {
            assertEquals(verdict, rate.take(0, bytes), "message " + i);
        }
    }

    @Test
    void as_many_messages_as_allowed_pass_and_not_one_more() {
        take(20, 0, Verdict.ACCEPTED);
        take(1, 0, Verdict.REFUSED);
        assertEquals(Duration.ofMillis(200), rate.retryAfter());
        assertEquals(Verdict.ACCEPTED, rate.take(200, 0));
    }

    @Test
    void as_many_bytes_as_allowed_pass_and_not_one_more() {
        take(4, 1_000, Verdict.ACCEPTED);
        take(1, 1, Verdict.REFUSED);
        assertEquals(Duration.ofMillis(2), rate.retryAfter());
        assertEquals(Verdict.REFUSED, rate.take(1, 1));
        assertEquals(Duration.ofMillis(2), rate.retryAfter());
        assertEquals(Verdict.ACCEPTED, rate.take(3, 1));
    }

    @Test
    void who_waits_as_long_as_told_may_send_the_same_again() {
        take(1, 3_500, Verdict.ACCEPTED);
        take(1, 2_000, Verdict.REFUSED);
        assertEquals(Duration.ofMillis(3_500), rate.retryAfter());
        assertEquals(Verdict.ACCEPTED, rate.take(3_500, 2_000));
    }

    @Test
    void a_message_of_any_size_passes_after_a_rest() {
        take(1, 100_000_000, Verdict.ACCEPTED);
        take(1, 1, Verdict.REFUSED);
        assertEquals(Verdict.ACCEPTED, rate.take(10_000, 100_000_000));
    }

    @Test
    void who_sends_twice_as_many_bytes_is_given_up_but_not_before_being_told() {
        take(1, 1, Verdict.ACCEPTED);
        take(1, 100_000_000, Verdict.REFUSED);
        take(1, 100_000_000, Verdict.HOPELESS);
    }

    @Test
    void of_bytes_as_many_again_are_refused_and_with_the_last_of_them_it_is_given_up() {
        take(4, 1_000, Verdict.ACCEPTED);
        take(3, 1_000, Verdict.REFUSED);
        take(1, 999, Verdict.REFUSED);
        take(1, 1, Verdict.HOPELESS);
    }

    @Test
    void who_sends_twice_as_many_messages_is_given_up() {
        take(20, 0, Verdict.ACCEPTED);
        take(19, 0, Verdict.REFUSED);
        take(1, 0, Verdict.HOPELESS);
    }

    @Test
    void a_burst_of_one_still_has_some_patience() {
        RateLimit strict = new RateLimit(new RateOptions(1, 1), 0);
        assertEquals(Verdict.ACCEPTED, strict.take(0, 0));
        for (int i = 0; i < 9; i++) {
            assertEquals(Verdict.REFUSED, strict.take(0, 0));
        }
        assertEquals(Verdict.HOPELESS, strict.take(0, 0));
    }

    @Test
    void nobody_has_to_wait_longer_than_for_two_buckets_and_a_message() {
        for (int i = 0; i < 10_000; i++) {
            rate.take(0, 1_000);
        }
        assertEquals(Duration.ofSeconds(2 * 4 + 1), rate.retryAfter());
        assertEquals(Verdict.ACCEPTED, rate.take(9_000, 1_000));
        for (int i = 0; i < 10_000; i++) {
            rate.take(9_000, 0);
        }
        assertEquals(Duration.ofMillis(4_100), rate.retryAfter());
    }

    @Test
    void without_a_limit_of_bytes_only_messages_count() {
        RateLimit messages = new RateLimit(new RateOptions(1, 2), 0);
        assertEquals(Verdict.ACCEPTED, messages.take(0, 1_000_000_000));
        assertEquals(Verdict.ACCEPTED, messages.take(0, 1_000_000_000));
        assertEquals(Verdict.REFUSED, messages.take(0, 0));
    }
}
