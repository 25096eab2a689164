package dev.parley.chat;

import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredAct.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who must not speak, and who must not come in, in all namespaces. Safe for use by many threads. */
final class Sanctions {
    private static final Map<Kind, Kind> LIFTED = Map.of(Kind.UNMUTE, Kind.MUTE, Kind.UNBAN, Kind.BAN);

    /** @param who the id of a person, or an address */
    private record Subject(String namespace, Kind kind, String who) {}

    private final Clock clock;
    private final Map<Subject, StoredAct> counting = new ConcurrentHashMap<>();

    Sanctions(Clock clock) {
        this.clock = clock;
    }

    /** Something that was done counts from now on; what neither sanctions nor lifts changes nothing. */
    void add(StoredAct act) {
        Kind lifted = LIFTED.get(act.kind());
        if (lifted != null) {
            subjects(act, lifted).forEach(counting::remove);
            // a ban of addresses goes with that of the person
            counting.values().removeIf(known -> known.kind() == lifted
                    && known.namespace().equals(act.namespace())
                    && known.whom().equals(act.whom()));
        } else if (act.kind() == Kind.MUTE || act.kind() == Kind.BAN) {
            subjects(act, act.kind()).forEach(subject -> counting.put(subject, act));
        }
    }

    private static List<Subject> subjects(StoredAct act, Kind kind) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(act.namespace(), kind, act.whom()));
        if (act.address() != null) {
            for (String address : act.address().split(",", -1)) {
                subjects.add(new Subject(act.namespace(), kind, address));
            }
        }
        return subjects;
    }

    /** What keeps somebody from something, if anything does; that which lasts longest. */
    Optional<StoredAct> against(String namespace, Kind kind, Set<String> who) {
        if (counting.isEmpty()) {
            return Optional.empty();
        }
        long now = clock.millis();
        return who.stream()
                .map(one -> counting.get(new Subject(namespace, kind, one)))
                .filter(act -> act != null && act.countsAt(now))
                .max(Comparator.comparingLong(act -> act.until() == 0 ? Long.MAX_VALUE : act.until()));
    }

    /** All that count in a namespace, in the order in which they were imposed. */
    List<StoredAct> all(String namespace) {
        long now = clock.millis();
        return counting.values().stream()
                .filter(act -> act.namespace().equals(namespace) && act.countsAt(now))
                .distinct()
                .sorted(Comparator.comparingLong(StoredAct::time))
                .toList();
    }

    /** Forgets what has ended. */
    void sweep() {
        long now = clock.millis();
        counting.values().removeIf(act -> !act.countsAt(now));
    }
}
