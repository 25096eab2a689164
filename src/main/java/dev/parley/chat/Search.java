package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.StoredMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A look for messages with a text, the newest first.
 *
 * @param before only those said before this moment, milliseconds since 1970
 */
record Search(Archive archive, Rooms rooms, String text, long before, int limit) {
    private static final int MAX_PRIVATE_ROOMS = 100;

    CompletionStage<List<StoredMessage>> in(String room) {
        return find(Set.of(room));
    }

    /** In all that somebody may read: the rooms of all, and their own private ones. */
    CompletionStage<List<StoredMessage>> everywhere(Person person) {
        CompletionStage<List<StoredMessage>> theirs = archive.privateRooms(rooms.namespace(), person.id(), MAX_PRIVATE_ROOMS)
                .thenCompose(newest -> newest.isEmpty() ? Rooms.nothing() : find(names(newest)));
        return find(Set.of()).thenCombine(theirs, this::newest);
    }

    private CompletionStage<List<StoredMessage>> find(Set<String> where) {
        return archive.search(rooms.namespace(), where, text, before, limit);
    }

    private List<StoredMessage> newest(List<StoredMessage> some, List<StoredMessage> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Comparator.comparingLong(StoredMessage::time).reversed())
                .limit(limit)
                .toList();
    }

    private static Set<String> names(List<StoredMessage> newest) {
        return newest.stream().map(message -> message.room().room()).collect(Collectors.toSet());
    }
}
