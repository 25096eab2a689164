package dev.parley.engineio;

import dev.parley.connection.HeartbeatOptions;
import dev.parley.engineio.protocol.Revision;

/**
 * Whether the peer of a session is alive. In revision 4 the server pings and wants a pong, in revision 3 the client pings.
 * Safe for use by many threads.
 */
final class Heartbeat {
    enum Due {
        NOTHING,
        PING,
        DEATH
    }

    private final boolean pings;
    private final long interval;
    private final long timeout;
    private volatile long since; // of the last sign of life; while a pong is awaited, of the ping
    private volatile boolean isAwaited;
    private volatile boolean isPostponed;

    Heartbeat(Revision revision, HeartbeatOptions options, long now) {
        this.pings = revision == Revision.V4;
        this.interval = options.interval().toMillis();
        this.timeout = options.timeout().toMillis();
        this.since = now;
    }

    /** The peer's part of the heartbeat has come: a pong in revision 4, a ping in revision 3. */
    void beat(long now) {
        since = now;
        isAwaited = false;
        isPostponed = false;
    }

    /** Any other packet has come: it shows once per ping that the peer is alive. */
    void heard(long now) {
        if (isAwaited && !isPostponed) {
            isPostponed = true;
            since = now;
        }
    }

    /** The server itself was not listening: that is not the peer's silence. */
    void excuse(long now) {
        if (isAwaited || !pings) {
            since = now;
        }
    }

    /**
     * What is to be done now. A ping that is due counts as sent when it should have been, so that looking late at the clock
     * does not lengthen a dead peer's life.
     */
    synchronized Due due(long now) {
        long silence = now - since;
        if (!pings) {
            return silence >= interval + timeout ? Due.DEATH : Due.NOTHING;
        } else if (isAwaited) {
            return silence >= timeout ? Due.DEATH : Due.NOTHING;
        } else if (silence < interval) {
            return Due.NOTHING;
        }
        isPostponed = false;
        since = Math.max(since + interval, now - timeout / 10);
        isAwaited = true;
        return Due.PING;
    }
}
