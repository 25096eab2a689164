package dev.parley.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A {@link Scheduler} on one daemon thread, {@code parley-scheduler}. Safe for use by many threads. */
public final class ThreadScheduler implements Scheduler {
    private static final Logger LOG = System.getLogger(ThreadScheduler.class.getName());

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "parley-scheduler");
        made.setDaemon(true);
        return made;
    });

    public ThreadScheduler() {
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            return timer(thread.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException stopped) { // after close nothing happens any more
            return () -> {};
        }
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        long millis = period.toMillis();
        return timer(thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Timer timer(Future<?> future) {
        return () -> future.cancel(false);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // the border: a periodic task that throws would never run again
                LOG.log(Level.ERROR, "a timed task failed", e);
            }
        };
    }
}
