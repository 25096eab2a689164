package dev.parley.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for what may block: {@code parley-worker-1} and so on, as many as needed up to a limit, gone when idle. Safe for use by many threads. What comes after {@link #close} runs on the thread that brings it: a container
 * may still report the end of a connection then.
 */
public final class Workers implements Executor, AutoCloseable {
    private static final Logger LOG = System.getLogger(Workers.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;

    /**
     * For what may block for a moment.
     *
     * @param limit threads at once, 1 or more
     */
    public Workers(int limit) {
        this("parley-worker-", limit);
    }

    /** @param name how the names of the threads begin */
    Workers(String name, int limit) {
        this.name = name;
        // the queue needs no limit of its own: each connection brings a handful of tasks in its whole life
        pool = new ThreadPoolExecutor(limit, limit, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler((task, stopped) -> task.run());
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /**
     * Lets what has been begun and what waits finish, for two seconds; then interrupts it and waits as long again.
     * Afterwards no thread is left that heeds that.
     */
    @Override
    public void close() {
        pool.shutdown();
        Set<Thread> running = Set.copyOf(threads); // no thread starts from here on
        try {
            if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "a task is interrupted after {0}", PATIENCE);
                pool.shutdownNow();
            }
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Thread thread : running) { // the pool counts a thread as ended a moment before it is
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Thread thread(Runnable work) {
        Thread made = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                name + number.incrementAndGet());
        made.setDaemon(true);
        threads.add(made);
        return made;
    }
}
