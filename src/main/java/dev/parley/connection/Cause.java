package dev.parley.connection;

import java.util.Optional;

/**
 * The address on whose behalf a thread works, which pays for what that causes. Immutable; which one it is belongs to the thread,
 * and goes with what is left to another by a {@link Mailbox}. What a listener does later, elsewhere, nobody pays for.
 */
public final class Cause {
    private static final ThreadLocal<Cause> CURRENT = new ThreadLocal<>(); // nothing is left in it

    private final Pace pace;
    private final Optional<String> address;

    private Cause(Pace pace, Optional<String> address) {
        this.pace = pace;
        this.address = address;
    }

    /** Null for an address without limits. */
    static Cause of(Pace pace, Optional<String> address) {
        return address.isEmpty() ? null : new Cause(pace, address);
    }

    /** This thread has sent something to so many. */
    public static void delivered(int count) {
        Cause cause = CURRENT.get();
        if (cause != null) {
            cause.pace.delivered(cause.address, count);
        }
    }

    /** A task that another thread may run, on behalf of the same address. */
    static Runnable carried(Runnable task) {
        Cause cause = CURRENT.get();
        return cause == null ? task : () -> cause.run(task);
    }

    private void run(Runnable task) {
        Cause before = begin();
        try {
            task.run();
        } finally {
            end(before);
        }
    }

    /**
     * From now on this thread works on behalf of this address.
     *
     * @return what it has done before, for {@link #end}
     */
    Cause begin() {
        Cause before = CURRENT.get();
        CURRENT.set(this);
        return before;
    }

    static void end(Cause before) {
        CURRENT.set(before);
    }
}
