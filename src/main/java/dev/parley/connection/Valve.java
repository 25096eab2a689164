package dev.parley.connection;

/**
 * Whether a connection is read. While it is shut the transport reads nothing, or, where it cannot be told to, the thread
 * that delivers waits: the peer's TCP window fills either way. Safe for use by many threads.
 */
final class Valve {
    private final Transport transport;
    private final Mailbox changes = new Mailbox();
    private volatile boolean isShut;
    private boolean isApplied; // confined to changes: what the transport has been told
    private boolean isSuspended; // confined to changes: whether the transport could do it
    private boolean holdsThreads; // guarded by this

    Valve(Transport transport) {
        this.transport = transport;
    }

    boolean isShut() {
        return isShut;
    }

    void shut() {
        isShut = true;
        changes.execute(this::apply);
    }

    void open() {
        if (isShut) {
            isShut = false;
            changes.execute(this::apply);
        }
    }

    private void apply() {
        boolean shut = isShut;
        if (shut == isApplied) {
            return;
        }
        isApplied = shut;
        if (shut) {
            isSuspended = transport.suspendReading();
            holdThreads(!isSuspended);
        } else if (isSuspended) {
            transport.resumeReading();
        } else {
            holdThreads(false);
        }
    }

    private synchronized void holdThreads(boolean hold) {
        holdsThreads = hold;
        notifyAll();
    }

    /** Called by the thread that delivers, before each part. */
    void pass() {
        if (isShut) {
            await();
        }
    }

    private synchronized void await() {
        try {
            while (holdsThreads) {
                wait();
            }
        } catch (InterruptedException e) { // the container wants its thread back
            Thread.currentThread().interrupt();
        }
    }
}
