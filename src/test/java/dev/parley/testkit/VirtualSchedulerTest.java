package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final long start = scheduler.now();
    private final List<String> happened = new ArrayList<>();

    private void note(String what) {
        happened.add(what + " " + (scheduler.now() - start));
    }

    @Test
    void what_is_due_happens_in_the_order_of_time_and_then_of_registration() {
        scheduler.after(Duration.ofMillis(30), () -> note("c"));
        scheduler.after(Duration.ofMillis(10), () -> note("a"));
        scheduler.after(Duration.ofMillis(10), () -> note("b"));
        scheduler.after(Duration.ofMillis(31), () -> note("d"));
        scheduler.advance(Duration.ofMillis(30));
        assertEquals(List.of("a 10", "b 10", "c 30"), happened);
        assertEquals(30, scheduler.now() - start);
        assertEquals(1, scheduler.waiting());
    }

    @Test
    void what_is_due_again_and_again_happens_until_it_is_called_off_even_from_inside() {
        Scheduler.Timer[] timer = new Scheduler.Timer[1];
        timer[0] = scheduler.every(Duration.ofMillis(10), () -> {
            note("tick");
            if (happened.size() == 3) {
                timer[0].cancel();
            }
        });
        scheduler.advance(Duration.ofMillis(100));
        assertEquals(List.of("tick 10", "tick 20", "tick 30"), happened);
        assertEquals(0, scheduler.waiting());
    }

    @Test
    void what_is_set_on_the_way_happens_on_the_way() {
        scheduler.after(Duration.ofMillis(10), () -> scheduler.after(Duration.ofMillis(5), () -> note("second")));
        scheduler.advance(Duration.ofMillis(15));
        assertEquals(List.of("second 15"), happened);
    }

    @Test
    void what_fails_fails_where_the_clock_is_moved() {
        scheduler.every(Duration.ofMillis(10), () -> {
            throw new IllegalStateException("of the test");
        });
        assertThrows(IllegalStateException.class, () -> scheduler.advance(Duration.ofMillis(10)));
        assertEquals(1, scheduler.waiting());
    }
}
