package dev.parley.connection;

import java.time.Duration;

/** The one clock and the one timer of an application. Tasks may overlap, also a periodic one with its next run. */
public interface Scheduler extends AutoCloseable {

    /** Something that will happen and can be called off. */
    interface Timer {
        /** Calls it off; without effect when it has happened. */
        void cancel();
    }

    /** Milliseconds since some moment, never going backwards. */
    long now();

    /** Runs a task once, later. */
    Timer after(Duration delay, Runnable task);

    /** Runs a task again and again, the first time after one period. */
    Timer every(Duration period, Runnable task);

    /** Stops the timer; what has not happened will not. */
    @Override
    void close();
}
