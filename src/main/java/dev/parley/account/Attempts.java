package dev.parley.account;

import dev.parley.connection.Buckets;
import dev.parley.socketio.EventRefused;
import java.time.Clock;
import java.time.Duration;

/**
 * How often passwords are tried: by clients of one address, and for one name from wherever. Who guesses waits. To lock somebody
 * else out takes many addresses at once, for a name may be missed far more often than one address may try. Safe for use by many
 * threads.
 */
final class Attempts {
    private static final int MISSES_PER_ATTEMPT = 10;
    private static final double SECONDS = 60;

    private final int perMinute;
    private final Buckets addresses;
    private final Buckets names;

    Attempts(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        int misses = perMinute * MISSES_PER_ATTEMPT;
        this.addresses = new Buckets(perMinute / SECONDS, perMinute, clock::millis);
        this.names = new Buckets(misses / SECONDS, misses, clock::millis);
    }

    /**
     * Somebody tries something.
     *
     * @param address by what its clients are counted together
     * @throws EventRefused if that was too often
     */
    void by(String address) {
        addresses.take(address)
                .ifPresent(wait -> refuse("this address may try passwords " + perMinute + " times a minute", wait));
    }

    /** @throws EventRefused if the name was missed too often */
    void at(String folded) {
        names.look(folded)
                .ifPresent(wait -> refuse(
                        "the password of one name may be missed " + perMinute * MISSES_PER_ATTEMPT + " times a minute, "
                                + MISSES_PER_ATTEMPT + " times as often as one address may try",
                        wait));
    }

    /** The password for a name was wrong. */
    void missed(String folded) {
        names.take(folded);
    }

    /** Forgets those who have not tried for a while. */
    void sweep() {
        addresses.sweep();
        names.sweep();
    }

    private static void refuse(String rule, Duration wait) {
        throw new EventRefused("TOO_MANY_ATTEMPTS", null, rule + " (parley.accounts.attempts-per-minute)", wait);
    }
}
