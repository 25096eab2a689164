package dev.parley.web;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Scheduler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that have been handled and end later, without a thread that waits. Safe for use by many threads. */
final class HeldRequests implements AutoCloseable {
    private final Scheduler scheduler;
    private final int most;
    private final int mostOfAddress;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>(); // by address, none is zero
    private final Set<Held> all = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    /**
     * @param most at once
     * @param mostOfAddress at once, of one address
     */
    HeldRequests(Scheduler scheduler, int most, int mostOfAddress) {
        this.scheduler = requireNonNull(scheduler, "scheduler");
        this.most = most;
        this.mostOfAddress = mostOfAddress;
    }

    /**
     * Holds a request that nobody else has. Called by the thread that handles it.
     *
     * @return false if too many are held, or it cannot be
     */
    boolean hold(HttpServletRequest request, String address, Duration wait) {
        if (!enter(address)) {
            return false;
        }
        AsyncContext context;
        try {
            context = request.startAsync();
        } catch (IllegalStateException e) { // a filter or a servlet that cannot wait, or one that has
            leave(address);
            return false;
        }
        context.setTimeout(0);
        Held held = new Held(context, address);
        context.addListener(held);
        all.add(held);
        held.begin(wait);
        return true;
    }

    private boolean enter(String address) {
        if (count.incrementAndGet() > most || isClosed) {
            count.decrementAndGet();
            return false;
        }
        boolean isIn = counts.merge(address, 1, Integer::sum) <= mostOfAddress;
        if (!isIn) {
            leave(address);
        }
        return isIn;
    }

    private void leave(String address) {
        count.decrementAndGet();
        counts.computeIfPresent(address, (same, before) -> before == 1 ? null : before - 1);
    }

    /** Ends all, and holds no more. */
    @Override
    public void close() {
        isClosed = true;
        all.forEach(Held::end);
    }

    /** One of them. The container may find out at any time that its client is gone; then nobody may touch it any more. */
    private final class Held implements AsyncListener {
        private final AsyncContext context;
        private final String address;
        private Scheduler.Timer timer; // guarded by this, as what follows
        private boolean isOver;

        Held(AsyncContext context, String address) {
            this.context = context;
            this.address = address;
        }

        synchronized void begin(Duration wait) {
            if (!isOver) {
                timer = scheduler.after(wait, this::end);
            }
            if (isClosed) { // close() may have looked before we were there to be found
                end();
            }
        }

        synchronized void end() {
            if (forget()) {
                DeferredResponse.complete(context);
            }
        }

        private synchronized boolean forget() {
            if (isOver) {
                return false;
            }
            isOver = true;
            all.remove(this);
            leave(address);
            if (timer != null) {
                timer.cancel();
            }
            return true;
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            forget();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
