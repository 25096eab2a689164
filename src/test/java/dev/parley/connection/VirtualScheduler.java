package dev.parley.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that moves when told, and runs on the way what was due. */
public final class VirtualScheduler implements Scheduler {
    private final class Due implements Timer {
        private final Runnable task;
        private final long period;
        private long at;
        private boolean cancelled;

        private Due(long at, long period, Runnable task) {
            this.at = at;
            this.period = period;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
            due.remove(this);
        }
    }

    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(each -> each.at));
    private long now = 1_000;

    @Override
    public long now() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due timer = new Due(now + delay.toMillis(), 0, task);
        due.add(timer);
        return timer;
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        Due timer = new Due(now + period.toMillis(), period.toMillis(), task);
        due.add(timer);
        return timer;
    }

    @Override
    public void close() {
        due.clear();
    }

    public void advance(Duration by) {
        long end = now + by.toMillis();
        while (!due.isEmpty() && due.peek().at <= end) {
            Due next = due.poll();
            now = next.at;
            next.task.run();
            if (next.period > 0 && !next.cancelled) {
                next.at += next.period;
                due.add(next);
            }
        }
        now = end;
    }

    public int waiting() {
        return due.size();
    }
}
