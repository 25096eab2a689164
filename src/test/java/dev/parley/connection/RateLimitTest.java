package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.RateLimit.Verdict;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void a_message_of_any_size_passes_after_a_rest() {
        RateLimit rate = new RateLimit(new RateOptions(10, 20), 0);
        assertEquals(Verdict.ACCEPTED, rate.take(0, 100_000_000));
        assertEquals(Verdict.REFUSED, rate.take(0, 1));
        assertEquals(Verdict.ACCEPTED, rate.take(10_000, 100_000_000));
    }

    @Test
    void nobody_is_given_up_before_being_told() {
        RateLimit rate = new RateLimit(new RateOptions(10, 20), 0);
        assertEquals(Verdict.ACCEPTED, rate.take(0, 1));
        assertEquals(Verdict.REFUSED, rate.take(0, 100_000_000));
        assertEquals(Verdict.HOPELESS, rate.take(0, 100_000_000));
    }

    @Test
    void each_16_kilobytes_begun_take_one_token() {
        RateLimit rate = new RateLimit(new RateOptions(1, 4), 0);
        assertEquals(Verdict.ACCEPTED, rate.take(0, 16_383));
        assertEquals(Verdict.ACCEPTED, rate.take(0, 2 * 16_384));
        assertEquals(Verdict.REFUSED, rate.take(0, 0));
    }

    @Test
    void a_burst_of_one_still_has_some_patience() {
        RateLimit rate = new RateLimit(new RateOptions(1, 1), 0);
        assertEquals(Verdict.ACCEPTED, rate.take(0, 0));
        for (int i = 0; i < 9; i++) {
            assertEquals(Verdict.REFUSED, rate.take(0, 0));
        }
        assertEquals(Verdict.HOPELESS, rate.take(0, 0));
    }
}
