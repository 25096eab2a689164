package dev.parley.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.connection.RateOptions;
import dev.parley.socketio.EventRefused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiLimitsTest {
    private long now;
    private final ApiLimits limits = new ApiLimits(new RateOptions(10, 3), () -> now);

    private EventRefused refused(String address) {
        return assertThrows(EventRefused.class, () -> limits.take(address));
    }

    @Test
    void clients_of_one_address_wait_and_others_do_not() {
        for (int i = 0; i < 3; i++) {
            limits.take("192.0.2.1");
        }
        EventRefused refused = refused("192.0.2.1");
        assertEquals("RATE_LIMITED", refused.code());
        assertEquals(Duration.ofMillis(100), refused.retryAfter().orElseThrow());
        limits.take("192.0.2.2");
        now += 100;
        limits.take("192.0.2.1");
    }

    @Test
    void who_has_rested_is_forgotten() {
        limits.take("192.0.2.1");
        limits.sweep();
        assertEquals(1, limits.size());
        now += 100;
        limits.sweep();
        assertEquals(0, limits.size());
    }
}
