package dev.parley.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How fast the clients of each address are served: who is faster waits, and loses nothing. Safe for use by many threads. */
public final class Pace {
    /** So much as one message more costs what is refused, because who has been refused ought to wait by himself. */
    public static final int REFUSAL = 19;

    /** So much as one message more costs a new WebSocket, which is counted before it is let in where requests can wait. */
    public static final int OPENING = 9;

    /** So many receivers of one message cost as much as one message more. */
    public static final int RECEIVERS = 20;

    /** Nobody of an address waits longer for what another of the same address has done. */
    private static final long LONGEST = TimeUnit.SECONDS.toMicros(10);

    private static final long BURST = TimeUnit.SECONDS.toMicros(1);

    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toMicros(1);
    private static final Logger LOG = System.getLogger(Pace.class.getName());

    private final AtomicLong toldAt = new AtomicLong(Long.MIN_VALUE / 2);
    private final double micros; // that one takes
    private final LongSupplier millis;
    private final Map<String, Long> taken = new ConcurrentHashMap<>(); // until when, microseconds; of those that are not at rest

    /**
     * @param perSecond messages in the long run, and as many at once after a rest
     * @param millis milliseconds of a clock that never goes back
     */
    Pace(int perSecond, LongSupplier millis) {
        this.micros = (double) BURST / perSecond;
        this.millis = millis;
    }

    /**
     * Something has come, and is handled.
     *
     * @param key of the address ({@link AddressKey}); empty for one without limits
     * @return how long to wait before anything more from the same connection is
     */
    public Duration take(Optional<String> key, int count) {
        if (key.isEmpty()) {
            return Duration.ZERO;
        }
        long now = now();
        long until = add(key.get(), now, Math.round(count * micros));
        if (until <= now) {
            return Duration.ZERO;
        }
        tell(key.get(), now);
        return Duration.ofMillis((until - now + 999) / 1_000);
    }

    /**
     * Something that has come has been sent to many, which costs by their number. Nobody waits here; who sends next does.
     *
     * @param key as in {@link #take}
     */
    void delivered(Optional<String> key, int receivers) {
        key.ifPresent(address -> add(address, now(), Math.round(receivers * micros / RECEIVERS)));
    }

    private long add(String address, long now, long cost) {
        return taken.compute(
                address,
                (same, before) -> Math.min(now + LONGEST, Math.max(before == null ? Long.MIN_VALUE : before, now - BURST) + cost));
    }

    /** Who is slow otherwise looks for the reason elsewhere. Once a minute, whoever it is. */
    private void tell(String address, long now) {
        long before = toldAt.get();
        if (now - before >= BETWEEN_WARNINGS && toldAt.compareAndSet(before, now)) {
            LOG.log(Level.WARNING, "{0} is served more slowly than it asks (parley.pace.per-address)", address);
        }
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toMicros(millis.getAsLong());
    }

    /** Forgets who is at rest. */
    void sweep() {
        long rested = now() - BURST;
        taken.values().removeIf(until -> until <= rested);
    }

    /** How many addresses are remembered. */
    int size() {
        return taken.size();
    }
}
