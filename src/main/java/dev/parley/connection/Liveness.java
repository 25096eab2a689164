package dev.parley.connection;

import java.util.function.BooleanSupplier;

/** Whether the peer is alive: pings it when it has been silent, and knows when to give it up. */
final class Liveness {
    enum Finding {
        ALIVE,
        PING_IS_DUE,
        DEAD
    }

    private final HeartbeatOptions options;
    private volatile boolean isAwaited; // a pong
    private long pingedAt; // confined to the tick; the opening counts as the first

    Liveness(HeartbeatOptions options, long now) {
        this.options = options;
        this.pingedAt = now;
    }

    /** A sign of life, or a reason why there was none. */
    void heard() {
        if (isAwaited) {
            isAwaited = false;
        }
    }

    Finding check(long now) {
        long silence = now - pingedAt;
        if (isAwaited) {
            return silence > options.timeout().toMillis() ? Finding.DEAD : Finding.ALIVE;
        }
        return silence >= options.interval().toMillis() ? Finding.PING_IS_DUE : Finding.ALIVE;
    }

    /** Sends a ping that is due; one that cannot be sent now is due again at once. */
    void ping(BooleanSupplier ping, long now) {
        long before = pingedAt;
        pingedAt = now;
        isAwaited = true; // before the ping leaves: the pong may be faster than this thread
        if (!ping.getAsBoolean()) {
            isAwaited = false;
            pingedAt = before;
        }
    }
}
