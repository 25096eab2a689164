package dev.parley.chat;

import dev.parley.chat.store.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The end of a room's history: its newest messages, and what has changed lately. Questions that reach further back are
 * answered by the archive. Not safe for use by many threads.
 */
final class Tail {
    static final int MESSAGES = 100;
    static final int CHANGES = 200;

    private final NavigableMap<Long, StoredMessage> newest = new TreeMap<>();
    private final Map<Long, StoredMessage> older = new LinkedHashMap<>(); // that somebody has changed lately
    private final ArrayDeque<StoredMessage> changes = new ArrayDeque<>();
    private boolean isWhole; // whether nothing is older than what is here
    private long since; // all changes after this number are here

    /** @param stored the newest messages of the archive, at most {@link #MESSAGES} */
    Tail(List<StoredMessage> stored, long last) {
        stored.forEach(message -> newest.put(message.id(), message));
        isWhole = stored.size() < MESSAGES;
        since = last;
    }

    /** A message as it is now, new or changed. */
    void put(StoredMessage message) {
        if (newest.containsKey(message.id()) || newest.isEmpty() || message.id() > newest.lastKey()) {
            newest.put(message.id(), message);
            if (newest.size() > MESSAGES) {
                newest.pollFirstEntry();
                isWhole = false;
            }
        } else {
            remember(message);
        }
        changes.add(message);
        if (changes.size() > CHANGES) {
            since = changes.remove().changed();
        }
    }

    /** One message, if it is here. */
    Optional<StoredMessage> find(long id) {
        StoredMessage found = newest.get(id);
        return Optional.ofNullable(found == null ? older.get(id) : found);
    }

    /** A message from further back, as the archive has it: from now on it is here. */
    StoredMessage keep(StoredMessage stored) {
        return find(stored.id()).orElseGet(() -> {
            remember(stored);
            return stored;
        });
    }

    /** The newest, in order. */
    List<StoredMessage> newest(int limit) {
        return last(newest.values(), limit);
    }

    /** The newest before one, in order; empty if the archive must be asked. */
    Optional<List<StoredMessage>> before(long id, int limit) {
        Collection<StoredMessage> found = newest.headMap(id, false).values();
        return isWhole || found.size() >= limit ? Optional.of(last(found, limit)) : Optional.empty();
    }

    /** All that is new or changed after a number, in the order of the changes; empty if the archive must be asked. */
    Optional<List<StoredMessage>> after(long number) {
        return number >= since ? Optional.of(since(number)) : Optional.empty();
    }

    /** What the archive has of the changes after a number, with those that have come since it was asked. */
    List<StoredMessage> merged(List<StoredMessage> stored, long number) {
        Map<Long, StoredMessage> latest = new LinkedHashMap<>();
        stored.forEach(message -> latest.put(message.id(), message));
        since(number).forEach(message -> latest.put(message.id(), message));
        return latest.values().stream()
                .sorted(Comparator.comparingLong(StoredMessage::changed))
                .toList();
    }

    /** How many after one are by others; empty if the archive must be asked. */
    Optional<Integer> unread(long after, String person) {
        boolean isHere = isWhole || (!newest.isEmpty() && newest.firstKey() <= after + 1);
        return isHere
                ? Optional.of((int) newest.tailMap(after, false).values().stream()
                        .filter(message -> !message.isDeleted() && !message.author().equals(person))
                        .count())
                : Optional.empty();
    }

    /** All changes after this number are here. */
    long since() {
        return since;
    }

    private List<StoredMessage> since(long number) {
        Map<Long, StoredMessage> latest = new LinkedHashMap<>();
        for (StoredMessage change : changes) {
            if (change.changed() > number) {
                latest.remove(change.id()); // a later change stands where it belongs
                latest.put(change.id(), change);
            }
        }
        return new ArrayList<>(latest.values());
    }

    private void remember(StoredMessage message) {
        older.put(message.id(), message);
        if (older.size() > MESSAGES) {
            older.remove(older.keySet().iterator().next());
        }
    }

    private static List<StoredMessage> last(Collection<StoredMessage> some, int limit) {
        return some.stream().skip(Math.max(0, some.size() - limit)).toList();
    }
}
