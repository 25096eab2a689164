package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Scheduler} whose one daemon thread, {@code parley-scheduler}, keeps the time and hands what is due to workers.
 * Safe for use by many threads.
 */
public final class ThreadScheduler implements Scheduler {
    private static final Logger LOG = System.getLogger(ThreadScheduler.class.getName());

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread made = new Thread(task, "parley-scheduler");
        made.setDaemon(true);
        return made;
    });

    private final Executor workers;

    /** @param workers run the tasks; their threads belong to the caller */
    public ThreadScheduler(Executor workers) {
        this.workers = requireNonNull(workers, "workers");
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            return timer(thread.schedule(handedOver(task), delay.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException stopped) { // after close nothing happens any more
            return () -> {};
        }
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        long millis = period.toMillis();
        return timer(thread.scheduleWithFixedDelay(handedOver(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "the timer's thread has not ended within a second");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Timer timer(Future<?> future) {
        return () -> future.cancel(false);
    }

    private Runnable handedOver(Runnable task) {
        return () -> workers.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // the border: nobody else would say so
                LOG.log(Level.ERROR, "a timed task failed", e);
            }
        });
    }
}
