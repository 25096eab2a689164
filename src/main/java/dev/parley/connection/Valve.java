package dev.parley.connection;

/**
 * Whether a connection is read. While it is shut the transport reads nothing, or, where it cannot be told to, the thread
 * that delivers waits: the peer's TCP window fills either way. It is shut by the application, because too much is held in
 * memory, or because the address is too fast. Safe for use by many threads.
 */
final class Valve {
    private final Transport transport;
    private final Mailbox changes = new Mailbox();
    private volatile boolean isShut; // changes under the lock
    private volatile boolean isPaused; // changes under the lock; by the application
    private boolean isHeld; // guarded by this; because of memory
    private boolean isDelayed; // guarded by this; because of the address
    private boolean isOver; // guarded by this
    private boolean isApplied; // confined to changes: what the transport has been told
    private boolean isSuspended; // guarded by this: whether the transport reads nothing, so that no thread need wait

    Valve(Transport transport) {
        this.transport = transport;
    }

    boolean isShut() {
        return isShut;
    }

    /** Whether the application has shut it. */
    boolean isPaused() {
        return isPaused;
    }

    /** By the application. */
    void pause(boolean pauses) {
        if (pauses != isPaused) {
            synchronized (this) {
                isPaused = pauses && !isOver;
                decide();
            }
            settle();
        }
    }

    /**
     * Because of memory. Calls nobody: {@link #settle} does what follows.
     *
     * @return whether anything follows
     */
    synchronized boolean hold(boolean holds) {
        boolean changes = holds != isHeld && !isOver;
        if (changes) {
            isHeld = holds;
            decide();
        }
        return changes;
    }

    /**
     * Because the address is too fast. No thread waits for that: where the transport cannot be told, it goes on.
     *
     * @return whether that is new
     */
    boolean delay(boolean delays) {
        synchronized (this) {
            if (delays == isDelayed || isOver) {
                return false;
            }
            isDelayed = delays;
            decide();
        }
        settle();
        return true;
    }

    /** Opens it for good: the connection has ended. */
    void end() {
        synchronized (this) {
            isOver = true;
            isPaused = false;
            isHeld = false;
            isDelayed = false;
            decide();
        }
        settle();
    }

    /** Called with the lock. From now on threads that deliver wait, whoever tells the transport, and when. */
    private void decide() {
        isShut = isPaused || isHeld || isDelayed;
        if (!mustWait()) {
            notifyAll();
        }
    }

    private boolean mustWait() {
        return isPaused || isHeld;
    }

    /** Tells the transport, if there is something new. */
    void settle() {
        changes.execute(this::apply);
    }

    private void apply() {
        boolean shut = isShut;
        if (shut == isApplied) {
            return;
        }
        isApplied = shut;
        if (shut) {
            suspended(transport.suspendReading());
        } else if (wasSuspended()) {
            transport.resumeReading();
        }
    }

    private synchronized void suspended(boolean is) {
        isSuspended = is;
        notifyAll();
    }

    private synchronized boolean wasSuspended() {
        boolean was = isSuspended;
        isSuspended = false;
        return was;
    }

    /** Called by the thread that delivers, before each part. */
    void pass() {
        if (isShut) {
            await();
        }
    }

    private synchronized void await() {
        try {
            while (mustWait() && !isSuspended) {
                wait();
            }
        } catch (InterruptedException e) { // the container wants its thread back
            Thread.currentThread().interrupt();
        }
    }
}
