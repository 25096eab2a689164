package dev.parley.chat;

import dev.parley.connection.Mailbox;
import dev.parley.socketio.EventRefused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs tasks one after another in the order of arrival, but none before it is open. Safe for use by many threads; no lock is
 * held while a task runs.
 */
final class Gate {
    private static final Logger LOG = System.getLogger(Gate.class.getName());

    /**
     * What is to be done.
     *
     * @param run in its turn
     * @param refused instead, when the gate will not open
     */
    private record Task(Runnable run, Consumer<EventRefused> refused) {}

    private final Mailbox mailbox = new Mailbox();
    private final Queue<Task> waiting = new ArrayDeque<>(0); // confined to the mailbox
    private boolean isOpen; // as waiting
    private EventRefused refusal; // as waiting; null unless it will not open

    void pass(Runnable run, Consumer<EventRefused> refused) {
        mailbox.execute(() -> {
            if (isOpen) {
                run.run();
            } else if (refusal != null) {
                refused.accept(refusal);
            } else {
                waiting.add(new Task(run, refused));
            }
        });
    }

    /** Opens, after a first task. */
    void open(Runnable first) {
        mailbox.execute(() -> {
            if (refusal != null) {
                return; // too late
            }
            first.run();
            isOpen = true;
            release(Task::run);
        });
    }

    /** Will not open: refuses whoever waits, and whoever comes. */
    void refuse(EventRefused why) {
        mailbox.execute(() -> {
            refusal = why;
            release(task -> () -> task.refused().accept(why));
        });
    }

    private void release(Function<Task, Runnable> how) {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            try {
                how.apply(task).run();
            } catch (RuntimeException | Error e) { // the border: one task's failure must not strand the others
                LOG.log(Level.ERROR, "a task failed", e);
            }
        }
    }
}
