package dev.parley.chat;

import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredAct.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Who must not speak, and who must not come in, in all namespaces. Safe for use by many threads. */
final class Sanctions {
    private static final Map<Kind, Kind> LIFTED = Map.of(Kind.UNMUTE, Kind.MUTE, Kind.UNBAN, Kind.BAN);

    /** @param who the id of a person, or an address */
    private record Subject(String namespace, Kind kind, String who) {}

    private final Clock clock;
    // by whom they were imposed for: an address may be that of several
    private final Map<Subject, Map<String, StoredAct>> counting = new ConcurrentHashMap<>();

    Sanctions(Clock clock) {
        this.clock = clock;
    }

    /** Something that was done counts from now on; what neither sanctions nor lifts changes nothing. */
    void add(StoredAct act) {
        Kind lifted = LIFTED.get(act.kind());
        if (lifted != null) {
            remove(known -> known.kind() == lifted
                    && known.namespace().equals(act.namespace())
                    && known.whom().equals(act.whom()));
        } else if (act.kind() == Kind.MUTE || act.kind() == Kind.BAN) {
            for (Subject subject : subjects(act)) {
                counting.compute(subject, (same, known) -> {
                    Map<String, StoredAct> all = new HashMap<>(known == null ? Map.of() : known);
                    all.put(act.whom(), act);
                    return Map.copyOf(all);
                });
            }
        }
    }

    private void remove(Predicate<StoredAct> which) {
        for (Subject subject : counting.keySet()) {
            counting.computeIfPresent(subject, (same, known) -> {
                Map<String, StoredAct> left = new HashMap<>(known);
                left.values().removeIf(which);
                return left.isEmpty() ? null : Map.copyOf(left);
            });
        }
    }

    private static List<Subject> subjects(StoredAct act) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(act.namespace(), act.kind(), act.whom()));
        if (act.address() != null) {
            for (String address : act.address().split(",", -1)) {
                subjects.add(new Subject(act.namespace(), act.kind(), address));
            }
        }
        return subjects;
    }

    boolean isEmpty() {
        return counting.isEmpty();
    }

    /** What keeps somebody from something, if anything does; that which lasts longest. */
    Optional<StoredAct> against(String namespace, Kind kind, Set<String> who) {
        long now = clock.millis();
        return who.stream()
                .map(one -> counting.getOrDefault(new Subject(namespace, kind, one), Map.of()))
                .flatMap(acts -> acts.values().stream())
                .filter(act -> act.countsAt(now))
                .max(Comparator.comparingLong(act -> act.until() == 0 ? Long.MAX_VALUE : act.until()));
    }

    /** Whether something counts against whom has this id. */
    boolean isAgainst(String namespace, String id) {
        return all(namespace).stream().anyMatch(act -> act.whom().equals(id));
    }

    /** All that count in a namespace, in the order in which they were imposed. */
    List<StoredAct> all(String namespace) {
        long now = clock.millis();
        return counting.values().stream()
                .flatMap(acts -> acts.values().stream())
                .filter(act -> act.namespace().equals(namespace) && act.countsAt(now))
                .distinct()
                .sorted(Comparator.comparingLong(StoredAct::time))
                .toList();
    }

    /** Forgets what has ended. */
    void sweep() {
        long now = clock.millis();
        remove(act -> !act.countsAt(now));
    }
}
