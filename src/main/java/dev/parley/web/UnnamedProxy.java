package dev.parley.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says once that a proxy on this host hides whose requests it passes on. Safe for use by many threads. */
final class UnnamedProxy {
    private static final Logger LOG = System.getLogger(UnnamedProxy.class.getName());

    private final AtomicBoolean isTold = new AtomicBoolean();

    void log() {
        if (!isTold.get() && isTold.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "a proxy on this host does not say, or is not believed, whose requests it passes on: all its clients count as one"
                            + " address; parley.proxies should name it, and it should set X-Forwarded-For");
        }
    }
}
