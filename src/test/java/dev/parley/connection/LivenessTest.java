package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.Liveness.Finding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a peer is pinged and when it is given up: here after 25 and then 20 seconds, of a connection that opened at 1,000. */
class LivenessTest {
    private final Liveness liveness =
            new Liveness(new HeartbeatOptions(Duration.ofSeconds(25), Duration.ofSeconds(20)), 1_000);

    @Test
    void a_ping_is_due_when_the_interval_is_over_and_not_before() {
        assertEquals(Finding.ALIVE, liveness.check(25_999));
        assertEquals(Finding.PING_IS_DUE, liveness.check(26_000));
    }

    @Test
    void the_timeout_may_be_used_up_and_not_a_moment_more() {
        liveness.ping(() -> true, 26_000);
        assertEquals(Finding.ALIVE, liveness.check(46_000));
        assertEquals(Finding.DEAD, liveness.check(46_001));
    }

    @Test
    void who_was_heard_is_alive_until_the_next_ping() {
        liveness.ping(() -> true, 26_000);
        liveness.heard();
        assertEquals(Finding.ALIVE, liveness.check(50_999));
        assertEquals(Finding.PING_IS_DUE, liveness.check(51_000));
    }

    @Test
    void a_ping_that_could_not_be_sent_is_still_due() {
        liveness.ping(() -> false, 26_000);
        assertEquals(Finding.PING_IS_DUE, liveness.check(26_001));
    }
}
