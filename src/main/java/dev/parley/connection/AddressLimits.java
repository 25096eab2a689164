package dev.parley.connection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many connections each address has, and how often it knocks. Safe for use by many threads. */
final class AddressLimits {
    private static final Logger LOG = System.getLogger(AddressLimits.class.getName());
    private static final long PAUSE_MILLIS = 10_000;

    private final AddressOptions options;
    private final AtomicLong loggedAt = new AtomicLong(Long.MIN_VALUE / 2);
    private final Map<String, Address> addresses = new ConcurrentHashMap<>(); // those with something to remember

    AddressLimits(AddressOptions options) {
        this.options = options;
    }

    /** One address; changed by {@code compute} alone, one thread at a time. */
    private static final class Address {
        int connections;
        double handshakes; // that it may begin at once
        long filledAt;
    }

    /**
     * A handshake comes.
     *
     * @param now milliseconds of a clock that never goes back
     * @return why it must go; empty if it may stay
     */
    Optional<NoRoom> knock(OpeningRequest request, long now) {
        Optional<String> key = AddressKey.of(request);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        NoRoom[] answer = new NoRoom[1];
        addresses.compute(key.get(), (name, known) -> {
            Address address = filled(known, now);
            answer[0] = knock(address);
            return address;
        });
        Optional<NoRoom> no = Optional.ofNullable(answer[0]);
        no.ifPresent(why -> log(request.remoteAddress(), why, now));
        return no;
    }

    /** Once in a while, so that nobody can fill the log. */
    private void log(String remoteAddress, NoRoom why, long now) {
        long before = loggedAt.get();
        if (now - before >= PAUSE_MILLIS && loggedAt.compareAndSet(before, now)) {
            LOG.log(
                    Level.WARNING,
                    "refused a handshake from {0}: {1}; if this is a proxy, parley.proxies should name it",
                    remoteAddress,
                    why.message());
        }
    }

    private NoRoom knock(Address address) {
        if (address.handshakes < 1) { // what is refused costs nothing, so patience is always rewarded
            double missing = 1 - address.handshakes;
            Duration wait = Duration.ofMillis((long) Math.ceil(missing * 1_000 / options.handshakesPerSecond()));
            return NoRoom.handshakes(options.handshakesPerSecond(), wait);
        }
        address.handshakes--;
        return full(address);
    }

    /** Why one more from this address could not be let in; empty if it could. */
    Optional<NoRoom> full(OpeningRequest request) {
        return AddressKey.of(request).map(addresses::get).map(this::full);
    }

    /** @return null if it is not */
    private NoRoom full(Address address) {
        return address.connections >= options.maxConnections() ? NoRoom.connections(options.maxConnections()) : null;
    }

    /** Counts a connection; false if there may be no more. */
    boolean enter(OpeningRequest request, long now) {
        return count(request, now, options.maxConnections());
    }

    /** Counts a connection that takes the place of another. */
    void enterInstead(OpeningRequest request, long now) {
        count(request, now, Integer.MAX_VALUE);
    }

    private boolean count(OpeningRequest request, long now, int most) {
        Optional<String> key = AddressKey.of(request);
        if (key.isEmpty()) {
            return true;
        }
        boolean[] isIn = new boolean[1];
        addresses.compute(key.get(), (name, known) -> {
            Address address = filled(known, now);
            isIn[0] = address.connections < most;
            address.connections += isIn[0] ? 1 : 0;
            return address;
        });
        return isIn[0];
    }

    /** Takes back one {@link #enter}. */
    void leave(OpeningRequest request) {
        AddressKey.of(request).ifPresent(key -> addresses.computeIfPresent(key, (name, address) -> {
            address.connections--;
            return address;
        }));
    }

    /** Forgets whom there is nothing to remember of. */
    void tick(long now) {
        addresses.keySet().forEach(key -> addresses.computeIfPresent(key, (name, known) -> {
            Address address = filled(known, now);
            boolean isAtRest = address.connections == 0 && address.handshakes >= options.handshakeBurst();
            return isAtRest ? null : address;
        }));
    }

    /** How many addresses are remembered. */
    int size() {
        return addresses.size();
    }

    private Address filled(Address known, long now) {
        if (known == null) {
            Address made = new Address();
            made.handshakes = options.handshakeBurst();
            made.filledAt = now;
            return made;
        }
        double more = Math.max(0, now - known.filledAt) / 1_000.0 * options.handshakesPerSecond();
        known.handshakes = Math.min(options.handshakeBurst(), known.handshakes + more);
        known.filledAt = now;
        return known;
    }
}
