package dev.parley.chat.store;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The reading methods of {@link Archive}, waiting for the database. Safe for use by many threads.
 *
 * <p>What is unsaved is looked at first: what goes into the database between the two looks is then found in both, and
 * never in none.
 */
final class MergedReads {
    private static final Comparator<StoredMessage> BY_ID = comparingLong(StoredMessage::id);
    private static final Comparator<StoredMessage> NEWEST_FIRST =
            comparingLong(StoredMessage::time).thenComparing(BY_ID).reversed();

    private record Place(RoomKey room, long id) {
        static Place of(StoredMessage message) {
            return new Place(message.room(), message.id());
        }
    }

    private final ChatStore store;
    private final Unsaved unsaved;

    MergedReads(ChatStore store, Unsaved unsaved) {
        this.store = store;
        this.unsaved = unsaved;
    }

    List<StoredRoom> rooms() {
        Map<RoomKey, Long> numbers = unsaved.numbers();
        Collection<StoredRoom> recorded = unsaved.rooms();
        Map<RoomKey, StoredRoom> rooms = new HashMap<>();
        store.rooms().forEach(room -> rooms.put(room.key(), room));
        recorded.forEach(room -> rooms.merge(room.key(), withLast(room, 0), (saved, one) -> withLast(one, saved.last())));
        numbers.forEach((key, last) -> rooms.merge(
                key, new StoredRoom(key, "", "", 0, last), (room, one) -> withLast(room, Math.max(room.last(), last))));
        return List.copyOf(rooms.values());
    }

    private static StoredRoom withLast(StoredRoom room, long last) {
        return new StoredRoom(room.key(), room.topic(), room.createdBy(), room.created(), last);
    }

    List<StoredFile> waitingFiles(String person, String address) {
        Set<String> recorded = unsaved.files();
        return store.waitingFiles(person, address).stream()
                .filter(file -> !recorded.contains(file.id()))
                .toList();
    }

    List<StoredAct> sanctions() {
        return merged(unsaved.acts(), store.sanctions()).sorted(comparingLong(StoredAct::time)).toList();
    }

    List<StoredAct> acts(String namespace, long before, int limit) {
        Collection<StoredAct> recorded = unsaved.acts();
        return merged(recorded, store.acts(namespace, before, limit))
                .filter(act -> act.namespace().equals(namespace) && act.time() < before)
                .sorted(comparingLong(StoredAct::time).reversed())
                .limit(limit)
                .toList();
    }

    private static Stream<StoredAct> merged(Collection<StoredAct> recorded, List<StoredAct> rows) {
        return Stream.concat(recorded.stream(), rows.stream()).distinct();
    }

    List<StoredMessage> newest(RoomKey room, int limit) {
        return before(room, Long.MAX_VALUE, limit);
    }

    List<StoredMessage> before(RoomKey room, long id, int limit) {
        List<StoredMessage> recorded = unsaved.before(room, id, limit);
        List<StoredMessage> merged = new ArrayList<>(merge(store.before(room, id, limit), recorded, message -> true));
        merged.sort(BY_ID);
        return List.copyOf(merged.subList(Math.max(0, merged.size() - limit), merged.size()));
    }

    List<StoredMessage> after(RoomKey room, long number, int limit) {
        List<StoredMessage> recorded = unsaved.after(room, number);
        List<StoredMessage> rows = store.after(room, number, limit + displacing(recorded));
        return first(merge(rows, recorded, message -> true), comparingLong(StoredMessage::changed), limit);
    }

    /** Null if there is none. */
    StoredMessage message(RoomKey room, long id) {
        StoredMessage recorded = unsaved.message(room, id);
        return recorded != null ? recorded : store.message(room, id);
    }

    List<StoredMessage> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit) {
        List<StoredMessage> recorded = unsaved.messages(namespace);
        List<StoredMessage> rows = store.search(namespace, rooms, text, from, limit + displacing(recorded));
        String folded = SearchText.fold(text);
        Predicate<StoredMessage> isMeant = message -> !message.isDeleted()
                && from.isBefore(message)
                && (rooms.isEmpty()
                        ? !PrivateRoom.isName(message.room().room())
                        : rooms.contains(message.room().room()))
                && SearchText.fold(message.text()).contains(folded);
        return first(merge(rows, recorded, isMeant), NEWEST_FIRST, limit);
    }

    List<StoredMessage> saidBy(String namespace, String person, int limit) {
        List<StoredMessage> recorded = unsaved.messages(namespace);
        return first(
                merge(
                        store.saidBy(namespace, person, limit),
                        recorded,
                        message -> message.author().equals(person) && message.nonce() != null),
                NEWEST_FIRST,
                limit);
    }

    List<StoredMessage> privateRooms(String namespace, String person, int limit) {
        List<StoredMessage> recorded = unsaved.messages(namespace).stream()
                .filter(message -> PrivateRoom.of(message.room().room())
                        .filter(people -> people.isOf(person))
                        .isPresent())
                .toList();
        Map<RoomKey, StoredMessage> newest = new HashMap<>();
        for (StoredMessage message :
                merge(store.privateRooms(namespace, person, limit), recorded, message -> true)) {
            newest.merge(message.room(), message, (one, other) -> one.id() >= other.id() ? one : other);
        }
        return first(newest.values(), NEWEST_FIRST, limit);
    }

    Map<String, Long> lastRead(String namespace, String person) {
        Map<String, Long> recorded = unsaved.lastRead(namespace, person);
        Map<String, Long> byRoom = new TreeMap<>(store.lastRead(namespace, person));
        recorded.forEach((room, id) -> byRoom.merge(room, id, Math::max));
        return byRoom;
    }

    int unread(RoomKey room, long after, long through, String person, int limit) {
        List<StoredMessage> recorded = unsaved.between(room, after, through);
        Set<Long> ids = store.unread(room, after, through, person, limit + recorded.size());
        for (StoredMessage message : recorded) {
            if (message.isDeleted() || message.author().equals(person)) {
                ids.remove(message.id());
            } else {
                ids.add(message.id());
            }
        }
        return Math.min(limit, ids.size());
    }

    /** How many rows of the database may have to go because of something newer: so many more have to be asked for. */
    private static int displacing(List<StoredMessage> recorded) {
        return (int) recorded.stream().filter(message -> message.changed() != message.id()).count();
    }

    /** Of each message the newest that is known, if it is meant; rows are. */
    private static Collection<StoredMessage> merge(
            List<StoredMessage> rows, List<StoredMessage> recorded, Predicate<StoredMessage> isMeant) {
        Map<Place, StoredMessage> merged = new HashMap<>();
        rows.forEach(row -> merged.put(Place.of(row), row));
        for (StoredMessage message : recorded) {
            Place place = Place.of(message);
            StoredMessage row = merged.get(place);
            if (row != null && row.changed() > message.changed()) {
                continue;
            }
            if (isMeant.test(message)) {
                merged.put(place, message);
            } else {
                merged.remove(place);
            }
        }
        return merged.values();
    }

    private static List<StoredMessage> first(
            Collection<StoredMessage> messages, Comparator<StoredMessage> order, int limit) {
        return messages.stream().sorted(order).limit(limit).toList();
    }
}
