package dev.parley.chat;

import dev.parley.connection.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Tells what has changed: at once after a rest, else together with all that changes during the rest. So nobody can make
 * the server repeat a list to everybody as fast as they can join and leave, and the last list told is the newest. The
 * more are here, the longer the rest, because nobody pays for what is told after it. Safe for use by many threads; one thread
 * tells at a time.
 */
final class Announcements {
    private static final Logger LOG = System.getLogger(Announcements.class.getName());

    /** There is one rest more for each so many. */
    static final int CROWD = 500;

    static final Duration REST = Duration.ofMillis(100);

    private final Scheduler scheduler;
    private final IntSupplier here;
    private final Map<String, Runnable> changed = new LinkedHashMap<>(); // guarded by this
    private boolean isResting; // guarded by this; also while somebody tells

    /** @param here how many are told */
    Announcements(Scheduler scheduler, IntSupplier here) {
        this.scheduler = scheduler;
        this.here = here;
    }

    /**
     * Something that has changed.
     *
     * @param what its name; told once however often it changes during one rest
     * @param tell reads the list and sends it
     */
    record Change(String what, Runnable tell) {}

    /** Tells changes together, in this order. */
    void tell(Change... changes) {
        synchronized (this) {
            for (Change change : changes) {
                changed.put(change.what(), change.tell());
            }
            if (isResting) {
                return;
            }
            isResting = true;
        }
        tellAll();
    }

    private void tellAll() {
        List<Runnable> due;
        synchronized (this) {
            due = List.copyOf(changed.values());
            changed.clear();
        }
        due.forEach(Announcements::guarded);
        scheduler.after(REST.multipliedBy(1 + here.getAsInt() / CROWD), this::rested);
    }

    // one that fails must not silence those after it, nor all that will ever follow
    private static void guarded(Runnable tell) {
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a list could not be told", e);
        }
    }

    private void rested() {
        synchronized (this) {
            if (changed.isEmpty()) {
                isResting = false;
                return;
            }
        }
        tellAll();
    }
}
