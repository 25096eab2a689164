package dev.parley.socketio;

import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The acknowledgements one socket waits for. Safe for use by many threads; each ends exactly once. */
final class PendingAcks {
    private record Pending(CompletableFuture<Arguments> answer, Scheduler.Timer timeout) {}

    private final Scheduler scheduler;
    private final int limit;
    private final Map<Long, Pending> waiting = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    PendingAcks(Scheduler scheduler, int limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    /** Starts to wait for the answer that repeats this id; without a timeout (null) until {@link #close}. */
    synchronized void expect(long id, CompletableFuture<Arguments> answer, Duration timeout) {
        if (closed) {
            throw new AckTimeoutException("the socket has disconnected");
        }
        if (waiting.size() >= limit) {
            throw new IllegalStateException("acknowledgements waiting must be at most " + limit);
        }
        waiting.put(id, new Pending(answer, timer(id, answer, timeout)));
    }

    private Scheduler.Timer timer(long id, CompletableFuture<Arguments> answer, Duration timeout) {
        if (timeout == null) {
            return () -> {};
        }
        return scheduler.after(timeout, () -> {
            if (take(id) != null) {
                answer.completeExceptionally(new AckTimeoutException("no acknowledgement within " + timeout));
            }
        });
    }

    /** An answer has come. Answers nobody waits for any more are ignored. */
    void answered(long id, Arguments arguments) {
        Pending pending = take(id);
        if (pending != null) {
            pending.timeout().cancel();
            pending.answer().complete(arguments);
        }
    }

    /** Nobody will answer any more. */
    void close() {
        Map<Long, Pending> abandoned;
        synchronized (this) {
            closed = true;
            abandoned = new HashMap<>(waiting);
            waiting.clear();
        }
        abandoned.values().forEach(pending -> {
            pending.timeout().cancel();
            pending.answer().completeExceptionally(new AckTimeoutException("the socket has disconnected"));
        });
    }

    synchronized int size() {
        return waiting.size();
    }

    private synchronized Pending take(long id) {
        return waiting.remove(id);
    }
}
