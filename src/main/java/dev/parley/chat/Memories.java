package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.connection.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be known of the people of one namespace, for a while after they have gone as well. Safe for use by many threads. */
final class Memories {
    static final int MAX_PEOPLE = 2_000;

    private final String namespace;
    private final Archive archive;
    private final Scheduler scheduler;
    private final Map<String, Memory> byPerson = new LinkedHashMap<>(16, 0.75f, true) { // guarded by this
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Memory> eldest) {
            return size() > MAX_PEOPLE;
        }
    };

    Memories(String namespace, Archive archive, Scheduler scheduler) {
        this.namespace = namespace;
        this.archive = archive;
        this.scheduler = scheduler;
    }

    Memory of(Person person) {
        Memory made;
        synchronized (this) {
            Memory known = byPerson.get(person.id());
            if (known != null) {
                return known;
            }
            made = new Memory();
            byPerson.put(person.id(), made);
        }
        if (person.key() == null) { // never seen before
            made.open(List.of(), Map.of());
        } else {
            load(person.id(), made);
        }
        return made;
    }

    /** Who cannot be remembered just now can talk all the same: the chat goes on without its history. */
    private void load(String person, Memory memory) {
        Scheduler.Timer patience = scheduler.after(Rooms.PATIENCE, () -> memory.open(List.of(), Map.of()));
        archive.saidBy(namespace, person, Memory.SAID)
                .exceptionally(late -> List.of())
                .thenCombine(archive.lastRead(namespace, person).exceptionally(late -> Map.of()), (said, read) -> {
                    patience.cancel();
                    memory.open(said, read);
                    return memory;
                });
    }
}
