package dev.parley.storage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads which can be waited for: an executor counts a thread as ended a moment before it is, and a
 * container that undeploys an application looks for threads that are left. Safe for use by many threads.
 */
public final class DaemonThreads {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Makes threads that have a name. */
    public ThreadFactory named(String name) {
        return task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            threads.add(made);
            return made;
        };
    }

    /** Waits until none of them runs any more, but no longer than {@code nanos} for all. */
    public void join(long nanos) {
        long deadline = System.nanoTime() + nanos;
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
