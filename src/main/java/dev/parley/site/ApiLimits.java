package dev.parley.site;

import dev.parley.connection.Buckets;
import dev.parley.connection.RateOptions;
import dev.parley.socketio.EventRefused;
import java.util.function.LongSupplier;

/** How often clients of one address may ask below {@code /api}. Safe for use by many threads. */
final class ApiLimits {
    private final RateOptions options;
    private final Buckets addresses;

    /** @param millis milliseconds of a clock that never goes back */
    ApiLimits(RateOptions options, LongSupplier millis) {
        this.options = options;
        this.addresses = new Buckets(options.perSecond(), options.burst(), millis);
    }

    /**
     * A request comes.
     *
     * @param address by what its clients are counted together
     * @throws EventRefused if that is too often
     */
    void take(String address) {
        addresses.take(address).ifPresent(wait -> {
            throw new EventRefused(
                    "RATE_LIMITED",
                    null,
                    "this address may ask " + options.perSecond() + " times a second (parley.api.rate.per-second), "
                            + options.burst() + " at once (parley.api.rate.burst)",
                    wait);
        });
    }

    /** Forgets those who have rested. */
    void sweep() {
        addresses.sweep();
    }

    /** How many addresses are remembered. */
    int size() {
        return addresses.size();
    }
}
