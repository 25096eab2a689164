package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Optional<String> THEM = Optional.of("192.0.2.7");

    private long now = 5_000;
    private final Pace pace = new Pace(10, () -> now);

    private long take(Optional<String> address) {
        return pace.take(address, 1).toMillis();
    }

    private void takeBurst() {
        for (int i = 0; i < 10; i++) {
            assertEquals(0, take(THEM));
        }
    }

    @Test
    void after_as_many_as_a_second_allows_the_next_must_wait_and_others_need_not() {
        takeBurst();
        assertEquals(100, take(THEM));
        assertEquals(200, take(THEM));
        assertEquals(0, take(Optional.of("192.0.2.8")));
        now += 300;
        assertEquals(0, take(THEM));
        assertEquals(100, take(THEM));
    }

    @Test
    void who_has_sent_to_many_pays_for_them_with_the_next_message() {
        pace.delivered(THEM, 9 * Pace.RECEIVERS);
        assertEquals(0, take(THEM));
        assertEquals(100, take(THEM));
        pace.delivered(THEM, Pace.RECEIVERS / 2);
        assertEquals(250, take(THEM));
        assertEquals(0, take(Optional.of("192.0.2.8")));
    }

    @Test
    void a_message_a_second_to_five_thousand_keeps_nobody_waiting() {
        Pace usual = new Pace(AddressOptions.defaults().perSecond(), () -> now);
        for (int second = 0; second < 100; second++) {
            for (int person = 0; person < 7; person++) { // of one address
                assertEquals(Duration.ZERO, usual.take(THEM, 1));
                usual.delivered(THEM, 5_000);
            }
            now += 1_000;
        }
    }

    @Test
    void two_hundred_who_come_at_once_need_not_wait() {
        Pace usual = new Pace(AddressOptions.defaults().perSecond(), () -> now);
        for (int person = 0; person < 200; person++) {
            assertEquals(Duration.ZERO, usual.take(THEM, 1 + Pace.OPENING));
        }
    }

    @Test
    void clients_of_this_host_never_wait() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(0, take(Optional.empty()));
            pace.delivered(Optional.empty(), 1_000);
        }
    }

    @Test
    void nobody_waits_longer_than_ten_seconds() {
        assertEquals(Duration.ofSeconds(10), pace.take(THEM, 1_000_000));
    }

    @Test
    void who_has_rested_is_forgotten() {
        takeBurst();
        now += 999;
        pace.sweep();
        assertEquals(1, pace.size());
        now += 1;
        pace.sweep();
        assertEquals(0, pace.size());
        takeBurst();
        assertEquals(100, take(THEM));
    }
}
