package dev.parley.testkit;

import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until it is told to move, and on the way runs what was due, on the thread that moves it. Safe for
 * use by many threads, of which one at a time may move it.
 */
public final class VirtualScheduler implements Scheduler {
    private final class Due implements Timer {
        private final Runnable task;
        private final long period; // 0 if it is due once
        private final long number;
        private long at; // guarded by the scheduler

        private Due(long at, long period, long number, Runnable task) {
            this.at = at;
            this.period = period;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            synchronized (VirtualScheduler.this) {
                due.remove(this);
            }
        }
    }

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long STARTED = 1_000;

    // all guarded by this
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong((Due each) -> each.at).thenComparingLong(each -> each.number));
    private long now = STARTED;
    private long added;

    @Override
    public synchronized long now() {
        return now;
    }

    /** The first moment of 2026, and as much later as it has been moved. */
    @Override
    public Instant instant() {
        return START.plusMillis(now() - STARTED);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return add(delay.toMillis(), 0, task);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return add(period.toMillis(), period.toMillis(), task);
    }

    private synchronized Timer add(long delay, long period, Runnable task) {
        Due timer = new Due(now + delay, period, added++, task);
        due.add(timer);
        return timer;
    }

    @Override
    public synchronized void close() {
        due.clear();
    }

    /**
     * Moves the clock and runs what is due until then, in the order of time. What fails, fails here.
     *
     * @param by how far; not negative
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a clock must not go backwards, was told " + by);
        }
        long end = now() + by.toMillis();
        for (Runnable next = next(end); next != null; next = next(end)) {
            next.run();
        }
    }

    /** Goes to what is due next, or to the end when that is null. */
    private synchronized Runnable next(long end) {
        if (due.isEmpty() || due.peek().at > end) {
            now = Math.max(now, end);
            return null;
        }
        Due next = due.poll();
        now = Math.max(now, next.at);
        if (next.period > 0) {
            next.at += next.period;
            due.add(next);
        }
        return next.task;
    }

    /** How many timers have been set and not called off, those that are due again and again included. */
    public synchronized int waiting() {
        return due.size();
    }
}
