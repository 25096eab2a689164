package dev.parley.socketio;

import dev.parley.connection.RateLimit;
import dev.parley.connection.RateLimit.Verdict;
import java.time.Duration;

/** What the sockets of one user share: how fast they may send. Safe for use by many threads. */
final class UserShare {
    private final String name;
    private final RateLimit rate; // guarded by this
    private int sockets; // guarded by the map of all

    /** @param name that no other user has */
    UserShare(String name, RateLimit rate) {
        this.name = name;
        this.rate = rate;
    }

    String name() {
        return name;
    }

    /** How many there are, once some have come or gone. */
    int add(int more) {
        sockets += more;
        return sockets;
    }

    int sockets() {
        return sockets;
    }

    /** @param bytes the size of a message that one of them has sent */
    synchronized Verdict take(long now, int bytes) {
        return rate.take(now, bytes);
    }

    /** What the last message has broken. */
    synchronized String rule() {
        return rate.rule("parley.users.rate");
    }

    /** How long until a message is accepted again. */
    synchronized Duration retryAfter() {
        return rate.retryAfter();
    }
}
