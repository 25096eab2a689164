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

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, this::thread);

    private final Executor workers;
    private volatile Thread thread; // null until the first task

    /** @param workers run the tasks; their threads belong to the caller */
    public ThreadScheduler(Executor workers) {
        this.workers = requireNonNull(workers, "workers");
        pool.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            return timer(pool.schedule(handedOver(task), delay.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException stopped) { // after close nothing happens any more
            return () -> {};
        }
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        long millis = period.toMillis();
        return timer(pool.scheduleWithFixedDelay(handedOver(task), millis, millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        pool.shutdownNow();
        Thread last = thread;
        try {
            if (last != null) {
                last.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread made = new Thread(work, "parley-scheduler");
        made.setDaemon(true);
        thread = made;
        return made;
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
