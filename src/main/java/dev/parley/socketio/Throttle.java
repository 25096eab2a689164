package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.RateLimit;
import dev.parley.connection.RateLimit.Verdict;
import dev.parley.connection.RateOptions;
import dev.parley.connection.Scheduler;
import java.time.Duration;

/** For wires: how fast one client may send, and what it is told. Confined to the connection's mailbox. */
public final class Throttle {
    private static final long BETWEEN_WARNINGS = 1_000; // ms
    private static final int PATIENCE = 10;

    private final Scheduler clock;
    private final RateLimit limit;
    private final String options;
    private long warnedAt = Long.MIN_VALUE;
    private Duration wait = Duration.ZERO; // after a refusal
    private String rule = ""; // as well
    private int refused; // in a row

    /** @param name what the names of the options begin with */
    public Throttle(RateOptions options, String name, Scheduler clock) {
        this.clock = requireNonNull(clock, "clock");
        this.limit = new RateLimit(options, clock.now());
        this.options = requireNonNull(name, "name");
    }

    /**
     * A message has come.
     *
     * @param bytes its size
     * @param to for which socket; what its user's other sockets have sent counts, too
     */
    public Verdict take(int bytes, SocketLink to) {
        long now = clock.now();
        Verdict verdict = limit.take(now, bytes);
        UserShare share = to.share();
        if (verdict != Verdict.ACCEPTED) {
            wait = limit.retryAfter();
            rule = "a client may send " + limit.rule(options);
        } else if (share != null) {
            verdict = shared(share, now, bytes);
        }
        refused = verdict == Verdict.ACCEPTED ? 0 : refused + 1;
        return verdict;
    }

    /** It may be others of the user who do not mean to stop: who is calm is told first, as they were. */
    private Verdict shared(UserShare share, long now, int bytes) {
        Verdict verdict = share.take(now, bytes);
        if (verdict == Verdict.ACCEPTED) {
            return verdict;
        }
        wait = share.retryAfter();
        rule = "all sockets of a user together may send " + share.rule();
        return refused < PATIENCE ? Verdict.REFUSED : verdict;
    }

    /** What is told of one that is refused: {@code RATE_LIMITED}, the rule, and how long to wait. */
    public EventRefused refusal() {
        return new EventRefused("RATE_LIMITED", null, rule + "; go on in " + wait.toMillis() + " ms", wait);
    }

    /** Whether it is worth telling somebody who has not asked: once a second, however many are refused. */
    public boolean isDue() {
        long now = clock.now();
        boolean isDue = warnedAt == Long.MIN_VALUE || now - warnedAt >= BETWEEN_WARNINGS;
        if (isDue) {
            warnedAt = now;
        }
        return isDue;
    }
}
