package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.SearchPlace;
import dev.parley.chat.store.StoredMessage;
import dev.parley.socketio.EventRefused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A look for messages with a text, the newest first.
 *
 * @param from only those after this place
 */
record Search(Archive archive, Rooms rooms, String text, SearchPlace from, int limit) {
    private static final int MAX_PRIVATE_ROOMS = 100;
    private static final int MAX_LINES = 1_000; // of a place: so many rooms never have a message of the same id and time

    CompletionStage<List<StoredMessage>> in(String room) {
        return find(Set.of(room));
    }

    /** In the rooms of all, and somebody's own private ones. */
    CompletionStage<List<StoredMessage>> everywhere(Person person) {
        return withTheirs(find(Set.of()), person);
    }

    /**
     * In all that somebody may read, as far as it is known that there is such a room.
     *
     * @param mayRead whether they may read what was said in one that is not private
     */
    CompletionStage<List<StoredMessage>> everywhere(Person person, Predicate<String> mayRead) {
        Set<String> readable = Stream.concat(Stream.of(Room.LOBBY), rooms.all().stream().map(room -> room.key().room()))
                .filter(mayRead)
                .collect(Collectors.toSet());
        return withTheirs(readable.isEmpty() ? Rooms.nothing() : find(readable), person);
    }

    private CompletionStage<List<StoredMessage>> withTheirs(CompletionStage<List<StoredMessage>> found, Person person) {
        CompletionStage<List<StoredMessage>> theirs = archive.privateRooms(rooms.namespace(), person.id(), MAX_PRIVATE_ROOMS)
                .thenCompose(newest -> newest.isEmpty() ? Rooms.nothing() : find(names(newest)));
        return found.thenCombine(theirs, this::newest);
    }

    private CompletionStage<List<StoredMessage>> find(Set<String> where) {
        return archive.search(rooms.namespace(), where, text, from, limit);
    }

    private List<StoredMessage> newest(List<StoredMessage> some, List<StoredMessage> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparingLong(StoredMessage::time)
                        .thenComparingLong(StoredMessage::id)
                        .reversed())
                .limit(limit)
                .toList();
    }

    /** What a client says to go on after a page; nothing that it should look into. */
    static String written(SearchPlace place) {
        String lines = place.time() + "\n" + place.id() + "\n" + String.join("\n", place.rooms());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws EventRefused if it was not {@link #written} so */
    static SearchPlace place(String written) {
        try {
            List<String> lines = new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8)
                    .lines()
                    .limit(MAX_LINES + 1)
                    .toList();
            if (lines.size() > MAX_LINES) {
                throw new IllegalArgumentException("a place must have at most " + MAX_LINES + " lines");
            }
            return new SearchPlace(
                    Long.parseLong(lines.get(0)), Long.parseLong(lines.get(1)), Set.copyOf(lines.subList(2, lines.size())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new EventRefused("FIELD_TYPE", "next", "next must be what the page before has told");
        }
    }

    private static Set<String> names(List<StoredMessage> newest) {
        return newest.stream().map(message -> message.room().room()).collect(Collectors.toSet());
    }
}
