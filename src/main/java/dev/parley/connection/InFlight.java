package dev.parley.connection;

/** What an outbox has begun to send and has had no report of. Guarded by the outbox's lock. */
final class InFlight {
    private boolean isBusy;
    private Step step; // null while it is a message
    private int bytes;
    private long since;

    void begin(Message message, long now) {
        begin(null, message.size(), now);
    }

    void begin(Step taken, long now) {
        begin(taken, 0, now);
    }

    private void begin(Step taken, int size, long now) {
        isBusy = true;
        step = taken;
        bytes = size;
        since = now;
    }

    void end() {
        isBusy = false;
        step = null;
        bytes = 0;
    }

    boolean isBusy() {
        return isBusy;
    }

    /** Null unless it is a step. */
    Step step() {
        return step;
    }

    int bytes() {
        return bytes;
    }

    boolean isLate(long now, long mostMillis) {
        return isBusy && now - (step == null ? since : step.busySince(now)) > mostMillis;
    }
}
