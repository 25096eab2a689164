package dev.parley.chat.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Whether the database is behind. Safe for use by many threads; listeners are called by {@link #look}, on one. */
final class Lateness {
    private static final Logger LOG = System.getLogger(Lateness.class.getName());
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long IN_TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Backlog backlog;
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean isLate;
    private volatile boolean isUnreachable;
    private volatile long unreachableSince;

    Lateness(Backlog backlog) {
        this.backlog = backlog;
    }

    void listen(Consumer<Boolean> listener) {
        listeners.add(listener);
    }

    boolean isLate() {
        return isLate;
    }

    boolean isUnreachable() {
        return isUnreachable;
    }

    void failed(Exception reason) {
        LOG.log(Level.DEBUG, "the chat''s database: {0}", reason.getMessage());
        if (!isUnreachable) {
            unreachableSince = System.nanoTime();
            isUnreachable = true;
            LOG.log(Level.WARNING, "the chat''s database cannot be used, what is said waits in the spool: {0}", reason.getMessage());
        }
    }

    void reached() {
        if (isUnreachable) {
            isUnreachable = false;
            LOG.log(Level.INFO, "the chat''s database is back");
        }
    }

    /** From time to time. */
    void look() {
        long age = backlog.ageNanos();
        boolean nowLate = isLate
                ? isUnreachable || age > IN_TIME_NANOS
                : age > LATE_NANOS || (isUnreachable && System.nanoTime() - unreachableSince > LATE_NANOS);
        if (nowLate != isLate) {
            isLate = nowLate;
            listeners.forEach(listener -> tell(listener, nowLate));
        }
    }

    private static void tell(Consumer<Boolean> listener, boolean isLate) {
        try {
            listener.accept(isLate);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a listener failed to hear that the database is behind, or no longer", e);
        }
    }
}
