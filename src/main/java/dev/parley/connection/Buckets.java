package dev.parley.connection;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Buckets of tokens that fill with time, one for each key. What is refused takes nothing, so patience is always rewarded. Safe for
 * use by many threads.
 */
public final class Buckets {
    /** @param at when so many were left, milliseconds */
    private record Bucket(double left, long at) {}

    private final double burst;
    private final double perMilli;
    private final LongSupplier millis;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>(); // those that are not full

    /**
     * @param perSecond tokens that come back, more than 0
     * @param burst tokens in a full one, 1 or more
     * @param millis milliseconds of any clock
     */
    public Buckets(double perSecond, double burst, LongSupplier millis) {
        this.perMilli = perSecond / 1_000;
        this.burst = burst;
        this.millis = millis;
    }

    /** Takes a token. @return empty if there was one; else how long until there is */
    public Optional<Duration> take(String key) {
        Bucket[] before = new Bucket[1];
        buckets.compute(key, (same, known) -> {
            Bucket now = filled(known);
            before[0] = now;
            return now.left() < 1 ? now : new Bucket(now.left() - 1, now.at());
        });
        return wait(before[0]);
    }

    /** Takes none. @return empty if there is a token; else how long until there is */
    public Optional<Duration> look(String key) {
        return wait(filled(buckets.get(key)));
    }

    private Bucket filled(Bucket known) {
        long now = millis.getAsLong();
        return known == null
                ? new Bucket(burst, now)
                : new Bucket(Math.min(burst, known.left() + Math.max(0, now - known.at()) * perMilli), now);
    }

    private Optional<Duration> wait(Bucket bucket) {
        return bucket.left() >= 1
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil((1 - bucket.left()) / perMilli)));
    }

    /** Forgets those that are full again. */
    public void sweep() {
        buckets.keySet().forEach(key -> buckets.computeIfPresent(
                key, (same, known) -> filled(known).left() >= burst ? null : known));
    }

    /** How many are remembered. */
    public int size() {
        return buckets.size();
    }
}
