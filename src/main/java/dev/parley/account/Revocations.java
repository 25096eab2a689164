package dev.parley.account;

import dev.parley.socketio.User;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What was taken back, for those who were identified before and come in after. Safe for use by many threads. */
final class Revocations {
    private static final Duration KEPT = Duration.ofMinutes(5); // longer than any client may take to come in

    private record Revocation(Predicate<User> which, long at) {}

    private record RolesSince(Set<String> roles, long at) {}

    private final Clock clock;
    private final Queue<Revocation> latest = new ConcurrentLinkedQueue<>();
    private final Map<String, RolesSince> roles = new ConcurrentHashMap<>(); // by account
    private volatile Consumer<Predicate<User>> listener = which -> {};

    Revocations(Clock clock) {
        this.clock = clock;
    }

    /** @param told ends the connections of users */
    void onAdded(Consumer<Predicate<User>> told) {
        listener = told;
    }

    void add(Predicate<User> which) {
        long now = clock.millis();
        latest.removeIf(known -> now - known.at() > KEPT.toMillis());
        latest.add(new Revocation(which, now));
        listener.accept(which);
    }

    /** An account has other roles: nobody comes in with those it had. */
    void changed(Account account) {
        long now = clock.millis();
        roles.values().removeIf(known -> now - known.at() > KEPT.toMillis());
        roles.put(account.id(), new RolesSince(account.roles(), now));
    }

    boolean isRevoked(User user) {
        return latest.stream().anyMatch(known -> known.which().test(user)) || hasOtherRoles(user);
    }

    private boolean hasOtherRoles(User user) {
        RolesSince known = user.session() == null ? null : roles.get(user.id()); // without one it is no account
        return known != null && !known.roles().equals(user.roles());
    }
}
