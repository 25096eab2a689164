package dev.parley.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** Says which origins were refused, once in a while, so that nobody can fill the log. Safe for use by many threads. */
final class RefusedOrigins {
    private static final Logger LOG = System.getLogger(RefusedOrigins.class.getName());
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - 2 * PAUSE_NANOS);

    void log(String origin) {
        long now = System.nanoTime();
        long before = loggedAt.get();
        if (now - before > PAUSE_NANOS && loggedAt.compareAndSet(before, now)) {
            LOG.log(Level.INFO, "refused a request from origin {0}; parley.origins can allow it", printable(origin));
        }
    }

    /** What came from outside must not forge lines in a log. */
    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 200)).replaceAll("\\p{C}", "?");
    }
}
