package dev.parley.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** The one clock and the one timer of an application. Tasks may overlap, also a periodic one with its next run. */
public interface Scheduler extends AutoCloseable {

    /** Something that will happen and can be called off. */
    interface Timer {
        /** Calls it off; without effect when it has happened. */
        void cancel();
    }

    /** How often to look at the clock so that none of some limits is missed by more than a tenth; at most once a second. */
    static Duration tick(Duration... limits) {
        long shortest = Arrays.stream(limits).mapToLong(Duration::toMillis).min().orElseThrow();
        return Duration.ofMillis(Math.max(5, Math.min(1_000, shortest / 10)));
    }

    /** Milliseconds since some moment, never going backwards. */
    long now();

    /** The time of day, which may be set. */
    default Instant instant() {
        return Instant.now();
    }

    /** Runs a task once, later. */
    Timer after(Duration delay, Runnable task);

    /** Runs a task again and again, the first time after one period. */
    Timer every(Duration period, Runnable task);

    /** Stops the timer; what has not happened will not. */
    @Override
    void close();
}
