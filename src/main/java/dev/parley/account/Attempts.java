package dev.parley.account;

import dev.parley.connection.AddressKey;
import dev.parley.socketio.EventRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often passwords are tried: by clients of one address, and for one name from wherever. Who guesses waits. To lock somebody
 * else out takes many addresses at once, for a name may be missed far more often than one address may try. Safe for use by many
 * threads.
 */
final class Attempts {
    private static final int MISSES_PER_ATTEMPT = 10;
    private static final int REMEMBERED = 100_000;
    private static final double MILLIS = 60_000;

    private final int perMinute;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** How much is left, and since when. */
    private record Bucket(double left, long at) {
        Bucket at(long now, double most) {
            return new Bucket(Math.min(most, left + Math.max(0, now - at) / MILLIS * most), now);
        }
    }

    Attempts(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /**
     * Somebody tries something.
     *
     * @param address from where; this host's may try as often as it likes
     * @throws EventRefused if that was too often
     */
    void by(String address) {
        AddressKey.of(address).ifPresent(key -> {
            Bucket before = take("address " + key, perMinute);
            if (before.left() < 1) {
                throw tooMany(before, perMinute);
            }
        });
    }

    /** @throws EventRefused if the name was missed too often */
    void at(String folded) {
        Bucket known = buckets.get("name " + folded);
        if (known != null) {
            Bucket now = known.at(clock.millis(), misses());
            if (now.left() < 1) {
                throw tooMany(now, misses());
            }
        }
    }

    /** The password for a name was wrong. */
    void missed(String folded) {
        take("name " + folded, misses());
    }

    private double misses() {
        return (double) perMinute * MISSES_PER_ATTEMPT;
    }

    /** @return what was left before */
    private Bucket take(String key, double most) {
        if (buckets.size() >= REMEMBERED) {
            forgetRested();
        }
        long now = clock.millis();
        Bucket[] before = new Bucket[1];
        buckets.compute(key, (unused, known) -> {
            before[0] = known == null ? new Bucket(most, now) : known.at(now, most);
            return before[0].left() < 1 ? before[0] : new Bucket(before[0].left() - 1, now);
        });
        return before[0];
    }

    /** Forgets those who have not tried for a minute. */
    void forgetRested() {
        long now = clock.millis();
        buckets.values().removeIf(bucket -> now - bucket.at() > MILLIS); // full again
    }

    private static EventRefused tooMany(Bucket bucket, double most) {
        Duration wait = Duration.ofMillis((long) Math.ceil((1 - bucket.left()) * MILLIS / most));
        return new EventRefused("TOO_MANY_ATTEMPTS", null, "passwords must not be tried so often", wait);
    }
}
