package dev.parley.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after another, in the order of arrival, on the thread that brings the first of them. Safe for use by
 * many threads. An idle mailbox costs one uncontended lock and no thread hop; a thread that finds it busy leaves its
 * task and goes. No lock is held while a task runs. What one that belongs to a client sends to many is paid for by its address.
 */
public final class Mailbox implements Executor {
    private static final Logger LOG = System.getLogger(Mailbox.class.getName());

    private final Cause cause; // null: whoever brings a task, if anybody
    private ArrayDeque<Runnable> waiting; // guarded by this; null until somebody has had to wait
    private boolean busy; // guarded by this
    private volatile Thread worker; // whose thread runs a task; only that thread can find itself here

    /** That of nobody, or of this host. */
    public Mailbox() {
        this(null);
    }

    /** @param cause null for nobody */
    Mailbox(Cause cause) {
        this.cause = cause;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (busy) {
                if (waiting == null) {
                    waiting = new ArrayDeque<>(4);
                }
                waiting.add(cause == null ? Cause.carried(task) : task);
                return;
            }
            busy = true;
        }
        worker = Thread.currentThread();
        if (cause == null) {
            runAll(task);
        } else {
            Cause before = cause.begin();
            try {
                runAll(task);
            } finally {
                Cause.end(before);
            }
        }
    }

    private void runAll(Runnable task) {
        for (Runnable next = task; next != null; next = following()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) { // the border: one task's failure must not strand the others
                LOG.log(Level.ERROR, "a task failed", e);
            }
        }
    }

    /** Runs a task: at once if the caller is itself a task of this mailbox, as a part of that; else in its turn. */
    public void executeWithin(Runnable task) {
        if (worker == Thread.currentThread()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** How many tasks wait for the one that runs. */
    synchronized int waiting() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Whether a task runs just now. */
    public synchronized boolean isBusy() {
        return busy;
    }

    private synchronized Runnable following() {
        Runnable next = waiting == null ? null : waiting.poll();
        busy = next != null;
        if (!busy) {
            worker = null;
        }
        return next;
    }
}
