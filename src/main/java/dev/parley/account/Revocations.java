package dev.parley.account;

import dev.parley.socketio.User;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
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

    /** What an account had, each of them perhaps seen by somebody who is on the way in. */
    private record FormerRoles(Set<Set<String>> all, long at) {}

    private final Clock clock;
    private final Queue<Revocation> latest = new ConcurrentLinkedQueue<>();
    private final Map<String, FormerRoles> formerRoles = new ConcurrentHashMap<>(); // by account
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
        latest.removeIf(known -> isOver(known.at(), now));
        latest.add(new Revocation(which, now));
        listener.accept(which);
    }

    /** An account has other roles: nobody comes in with those it had. */
    void changed(Account account, Set<String> before) {
        long now = clock.millis();
        formerRoles.values().removeIf(known -> isOver(known.at(), now));
        formerRoles.compute(account.id(), (id, known) -> {
            Set<Set<String>> all = new HashSet<>(known == null ? Set.of() : known.all());
            all.add(before);
            all.remove(account.roles());
            return new FormerRoles(Set.copyOf(all), now);
        });
    }

    boolean isRevoked(User user) {
        return latest.stream().anyMatch(known -> known.which().test(user)) || hasFormerRoles(user);
    }

    private boolean hasFormerRoles(User user) {
        FormerRoles known = user.session() == null ? null : formerRoles.get(user.id()); // without one it is no account
        return known != null && !isOver(known.at(), clock.millis()) && known.all().contains(user.roles());
    }

    private static boolean isOver(long at, long now) {
        return now - at > KEPT.toMillis();
    }
}
