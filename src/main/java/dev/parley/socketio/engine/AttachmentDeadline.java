package dev.parley.socketio.engine;

import dev.parley.connection.Mailbox;
import dev.parley.connection.Scheduler;
import java.time.Duration;

/**
 * Gives a client up whose packet waits for its attachments for too long. Confined to the session's mailbox.
 *
 * <p>Attachments nearly always follow at once, so one timer looks again and again instead of one for each packet.
 */
final class AttachmentDeadline {
    private final Scheduler scheduler;
    private final Duration limit;
    private final Mailbox mailbox;
    private final Runnable giveUp;
    private boolean isWaiting;
    private long since; // of the packet that waits
    private Scheduler.Timer timer; // null while there is none

    AttachmentDeadline(Scheduler scheduler, Duration limit, Mailbox mailbox, Runnable giveUp) {
        this.scheduler = scheduler;
        this.limit = limit;
        this.mailbox = mailbox;
        this.giveUp = giveUp;
    }

    /** A packet has come that waits for its attachments. */
    void begin() {
        isWaiting = true;
        since = scheduler.now();
        if (timer == null) {
            lookAfter(limit.toMillis());
        }
    }

    /** They are all there. */
    void met() {
        isWaiting = false;
    }

    void cancel() {
        isWaiting = false;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void lookAfter(long millis) {
        timer = scheduler.after(Duration.ofMillis(millis), () -> mailbox.execute(this::look));
    }

    private void look() {
        timer = null;
        if (isWaiting) {
            long left = since + limit.toMillis() - scheduler.now();
            if (left > 0) {
                lookAfter(left);
            } else {
                giveUp.run();
            }
        }
    }
}
