package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The listeners of one connection. Safe for use by many threads. Whoever has something to tell asks first whether there are any. */
public final class ConnectionListeners {
    private static final Logger LOG = System.getLogger(ConnectionListeners.class.getName());

    private final Executor workers;
    private final Mailbox mailbox;
    private volatile List<ConnectionListener> all = List.of(); // changes under the lock

    public ConnectionListeners(Executor workers, Mailbox mailbox) {
        this.workers = workers;
        this.mailbox = mailbox;
    }

    /** Adds one; twice is once. */
    public synchronized void add(ConnectionListener listener) {
        if (!all.contains(requireNonNull(listener, "listener"))) {
            List<ConnectionListener> more = new ArrayList<>(all);
            more.add(listener);
            all = List.copyOf(more);
        }
    }

    public synchronized void remove(ConnectionListener listener) {
        List<ConnectionListener> fewer = new ArrayList<>(all);
        fewer.remove(listener);
        all = List.copyOf(fewer);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Tells each of them, by a worker, in the mailbox: for a thread that may be in the middle of a broadcast. */
    public void tellLater(Consumer<ConnectionListener> event) {
        if (!isEmpty()) {
            workers.execute(() -> mailbox.execute(() -> tell(event)));
        }
    }

    /** Tells each of them the last thing. Called in the mailbox. */
    public void close(CloseStatus status) {
        tell(listener -> listener.closed(status));
        all = List.of();
    }

    /** Tells each of them. Called in the mailbox. */
    public void tell(Consumer<ConnectionListener> event) {
        for (ConnectionListener listener : all) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) { // the border between the application's code and ours
                LOG.log(Level.ERROR, "a listener of a connection failed", e);
            }
        }
    }
}
