package dev.parley.chat.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the database, in order. Any thread adds, one takes. */
final class Backlog {
    private static final int MOST_CHANGES = 1_000;
    private static final int MOST_BYTES = 4_000_000;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private record Waiting(Journal.Entry entry, long since) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int changes;
    private boolean isPoked;
    private boolean isClosed;

    void add(Journal.Entry entry) {
        lock.lock();
        try {
            waiting.add(new Waiting(entry, System.nanoTime()));
            int before = changes;
            changes += entry.changes().size();
            if (before == 0 || (before < MOST_CHANGES && changes >= MOST_CHANGES)) {
                news.signal(); // in between, it gathers
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes {@link #next} return, be it with nothing. */
    void poke() {
        lock.lock();
        try {
            isPoked = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing makes anybody wait. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something, then a little for more. Leaves it where it is; empty after a poke or the end. */
    List<Journal.Entry> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !isPoked && !isClosed) {
                news.awaitUninterruptibly();
            }
            isPoked = false;
            if (!waiting.isEmpty()) {
                gather(waiting.getFirst().since() + GATHER_NANOS);
            }
            return first();
        } finally {
            lock.unlock();
        }
    }

    private void gather(long until) {
        long left = until - System.nanoTime();
        while (left > 0 && changes < MOST_CHANGES && !isClosed) {
            try {
                left = news.awaitNanos(left);
            } catch (InterruptedException e) {
                return; // nobody has reason to; then in smaller batches
            }
        }
    }

    private List<Journal.Entry> first() {
        List<Journal.Entry> batch = new ArrayList<>();
        int count = 0;
        long bytes = 0;
        for (Waiting each : waiting) {
            batch.add(each.entry());
            count += each.entry().changes().size();
            bytes += each.entry().size();
            if (count >= MOST_CHANGES || bytes >= MOST_BYTES) {
                break;
            }
        }
        return batch;
    }

    /** Removes the first ones. */
    void remove(int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                changes -= waiting.removeFirst().entry().changes().size();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next try; not at all when it ends in between. */
    void pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !isClosed) {
                left = news.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /** How long the first one has been waiting; 0 if there is none. */
    long ageNanos() {
        lock.lock();
        try {
            return waiting.isEmpty() ? 0 : Math.max(1, System.nanoTime() - waiting.getFirst().since());
        } finally {
            lock.unlock();
        }
    }
}
