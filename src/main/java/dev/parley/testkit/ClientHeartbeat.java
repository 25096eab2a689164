package dev.parley.testkit;

import dev.parley.connection.Scheduler;
import java.time.Duration;

/** Whether a client answers pings, or sends them where the protocol is old. Safe for use by many threads. */
final class ClientHeartbeat {
    private final Scheduler scheduler;
    private final Runnable ping;
    private volatile boolean isSilent;
    private volatile Scheduler.Timer timer; // null unless it is the client who pings

    /** @param ping sends one */
    ClientHeartbeat(Scheduler scheduler, Runnable ping) {
        this.scheduler = scheduler;
        this.ping = ping;
    }

    /** From now on it is the client who pings. */
    void begin(Duration interval) {
        timer = scheduler.every(interval, () -> {
            if (!isSilent) {
                ping.run();
            }
        });
    }

    void fallSilent() {
        isSilent = true;
    }

    boolean isSilent() {
        return isSilent;
    }

    void end() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
