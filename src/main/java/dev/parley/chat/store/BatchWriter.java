package dev.parley.chat.store;

import dev.parley.storage.RefusedChangeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings the backlog into the database, batch by batch, however long it takes. One thread runs it. */
final class BatchWriter implements Runnable {
    private static final Logger LOG = System.getLogger(BatchWriter.class.getName());
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

    private final Backlog backlog;
    private final Journal journal;
    private final ChatStore store;
    private final Unsaved unsaved;
    private final Lateness lateness;
    private volatile long giveUpAt;

    BatchWriter(Backlog backlog, Journal journal, ChatStore store, Unsaved unsaved, Lateness lateness) {
        this.backlog = backlog;
        this.journal = journal;
        this.store = store;
        this.unsaved = unsaved;
        this.lateness = lateness;
    }

    /** Makes it end when everything is in the database, or after a time. */
    void endWithin(long nanos) {
        giveUpAt = System.nanoTime() + nanos;
        backlog.close();
    }

    @Override
    public void run() {
        while (true) {
            List<Journal.Entry> batch = backlog.next();
            if (batch.isEmpty() && backlog.isClosed()) {
                forget(Long.MAX_VALUE); // nothing can have been added any more
                return;
            }
            if (!bring(batch)) {
                return;
            }
        }
    }

    /** False if it was given up. */
    private boolean bring(List<Journal.Entry> batch) {
        List<Change> changes = batch.stream().flatMap(entry -> entry.changes().stream()).toList();
        journal.force();
        for (long pause = FIRST_PAUSE; !isSaved(changes); pause = Math.min(pause * 2, LONGEST_PAUSE)) {
            if (backlog.isClosed()) {
                if (System.nanoTime() - giveUpAt > 0) {
                    return false;
                }
                pause = FIRST_PAUSE;
            }
            pause(pause);
        }
        backlog.remove(batch.size());
        changes.forEach(unsaved::forget);
        if (!batch.isEmpty()) {
            forget(batch.get(batch.size() - 1).segment());
        }
        return true;
    }

    private void pause(long nanos) {
        if (!backlog.isClosed()) {
            backlog.pause(nanos);
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isSaved(List<Change> changes) {
        try {
            save(changes);
            lateness.reached();
            return true;
        } catch (RuntimeException e) {
            lateness.failed(e);
            return false;
        }
    }

    private void save(List<Change> changes) {
        try {
            store.save(List.copyOf(newest(changes)));
        } catch (RefusedChangeException e) {
            LOG.log(Level.DEBUG, "one of {0} changes is refused; now one by one", changes.size());
            changes.forEach(this::saveOne);
        }
    }

    private void saveOne(Change change) {
        try {
            store.save(List.of(change));
        } catch (RefusedChangeException e) {
            journal.setAside(change);
            LOG.log(Level.ERROR, "{0} is not kept: {1}", name(change), e.getMessage());
        }
    }

    private static String name(Change change) {
        if (change instanceof StoredMessage message) {
            return "message " + message.id() + " of room " + message.room().room();
        }
        if (change instanceof FileUse) {
            return "whether a file is used";
        }
        if (change instanceof StoredAct act) {
            return "what " + act.by() + " has done";
        }
        return change instanceof StoredRoom room ? "room " + room.key().room() : "how far somebody has read";
    }

    /** Of several changes of one thing the last. */
    private static Collection<Change> newest(List<Change> changes) {
        Map<List<Object>, Change> newest = new LinkedHashMap<>();
        for (Change change : changes) {
            if (change instanceof StoredMessage message) {
                newest.merge(List.of(message.room(), message.id()), message, BatchWriter::later);
            } else if (change instanceof StoredRoom room) {
                newest.put(List.of(room.key()), room);
            } else if (change instanceof LastRead read) {
                newest.merge(List.of(read.person(), read.room()), read, BatchWriter::later);
            } else if (change instanceof FileUse use) {
                newest.put(List.of(use.file()), use);
            } else if (change instanceof StoredAct act) {
                newest.put(List.of(act), act);
            }
        }
        return newest.values();
    }

    private static Change later(Change one, Change other) {
        return number(one) > number(other) ? one : other;
    }

    private static long number(Change change) {
        return change instanceof StoredMessage message ? message.changed() : ((LastRead) change).id();
    }

    private void forget(long before) {
        try {
            journal.forgetBefore(before, store::sync);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the spool is kept for now", e); // brought once more after a restart, which changes nothing
        }
    }
}
