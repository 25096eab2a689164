package dev.parley.chat.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What is recorded and not yet in the database, so that it can be read all the same. Safe for use by many threads; what is
 * forgotten must be in the database before.
 */
final class Unsaved {
    private record Reader(String namespace, String person, String room) {
        static Reader of(LastRead read) {
            return new Reader(read.room().namespace(), read.person(), read.room().room());
        }
    }

    private final ConcurrentMap<RoomKey, RoomMessages> messages = new ConcurrentHashMap<>();
    private final ConcurrentMap<RoomKey, StoredRoom> rooms = new ConcurrentHashMap<>();
    private final ConcurrentMap<Reader, Long> reads = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, FileUse> files = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, StoredAct> acts = new ConcurrentHashMap<>();

    void add(Change change) {
        if (change instanceof StoredMessage message) {
            messages.compute(message.room(), (room, known) -> {
                RoomMessages some = known == null ? new RoomMessages() : known;
                some.add(message);
                return some;
            });
        } else if (change instanceof StoredRoom room) {
            rooms.put(room.key(), room);
        } else if (change instanceof LastRead read) {
            reads.merge(Reader.of(read), read.id(), Math::max);
        } else if (change instanceof FileUse use) {
            files.put(use.file(), use);
        } else if (change instanceof StoredAct act) {
            acts.put(act.id(), act);
        }
    }

    /** Nothing, if something newer has been recorded meanwhile. */
    void forget(Change change) {
        if (change instanceof StoredMessage message) {
            messages.computeIfPresent(message.room(), (room, some) -> some.forget(message) ? null : some);
        } else if (change instanceof StoredRoom room) {
            rooms.remove(room.key(), room);
        } else if (change instanceof LastRead read) {
            reads.computeIfPresent(Reader.of(read), (reader, id) -> id <= read.id() ? null : id);
        } else if (change instanceof FileUse use) {
            files.remove(use.file(), use);
        } else if (change instanceof StoredAct act) {
            acts.remove(act.id());
        }
    }

    private RoomMessages in(RoomKey room) {
        return messages.getOrDefault(room, RoomMessages.NONE);
    }

    /** The newest before one, in any order. */
    List<StoredMessage> before(RoomKey room, long id, int limit) {
        return in(room).byId.headMap(id, false).descendingMap().values().stream()
                .limit(limit)
                .toList();
    }

    /** All that are new or changed after a number, in any order. */
    List<StoredMessage> after(RoomKey room, long number) {
        return List.copyOf(in(room).byChange.tailMap(number, false).values());
    }

    /** All after an id, and through another. */
    List<StoredMessage> between(RoomKey room, long after, long through) {
        return List.copyOf(in(room).byId.tailMap(after, false).headMap(Math.max(after, through), true).values());
    }

    /** Null if it is in the database, or nowhere. */
    StoredMessage message(RoomKey room, long id) {
        return in(room).byId.get(id);
    }

    /** Those of all rooms, in any order. */
    List<StoredMessage> messages(String namespace) {
        List<StoredMessage> all = new ArrayList<>();
        messages.forEach((room, some) -> {
            if (room.namespace().equals(namespace)) {
                all.addAll(some.byId.values());
            }
        });
        return all;
    }

    Collection<StoredRoom> rooms() {
        return List.copyOf(rooms.values());
    }

    /** The greatest number of each room that has messages here. */
    Map<RoomKey, Long> numbers() {
        Map<RoomKey, Long> numbers = new HashMap<>();
        messages.forEach((room, some) -> {
            Map.Entry<Long, StoredMessage> last = some.byChange.lastEntry();
            if (last != null) {
                numbers.put(room, last.getKey());
            }
        });
        return numbers;
    }

    Map<String, Long> lastRead(String namespace, String person) {
        Map<String, Long> byRoom = new HashMap<>();
        reads.forEach((reader, id) -> {
            if (reader.namespace().equals(namespace) && reader.person().equals(person)) {
                byRoom.put(reader.room(), id);
            }
        });
        return byRoom;
    }

    /** In any order. */
    Collection<StoredAct> acts() {
        return List.copyOf(acts.values());
    }

    /** Those of which a message speaks, and those about to be removed. */
    Set<String> files() {
        return Set.copyOf(files.keySet());
    }

    /** Whether a file is about to be removed. */
    boolean isUnused(String file) {
        FileUse use = files.get(file);
        return use != null && !use.isUsed();
    }

    /** Whether the database does not know yet which files are used. */
    boolean hasFileUses() {
        return !files.isEmpty();
    }

    boolean isEmpty() {
        return acts.isEmpty() && files.isEmpty() && messages.isEmpty() && rooms.isEmpty() && reads.isEmpty();
    }

    /** Changed by one thread at a time, read by any: a message that moves is in both places for a moment, never in none. */
    private static final class RoomMessages {
        static final RoomMessages NONE = new RoomMessages();

        final NavigableMap<Long, StoredMessage> byId = new ConcurrentSkipListMap<>();
        final NavigableMap<Long, StoredMessage> byChange = new ConcurrentSkipListMap<>();

        void add(StoredMessage message) {
            StoredMessage known = byId.get(message.id());
            if (known != null && known.changed() > message.changed()) {
                return;
            }
            byId.put(message.id(), message);
            byChange.put(message.changed(), message);
            if (known != null && known.changed() < message.changed()) {
                byChange.remove(known.changed());
            }
        }

        /** Whether nothing is left. */
        boolean forget(StoredMessage message) {
            StoredMessage known = byId.get(message.id());
            if (known != null && known.changed() <= message.changed()) {
                byId.remove(known.id());
                byChange.remove(known.changed());
            }
            return byId.isEmpty();
        }
    }
}
