package dev.parley.chat.store;

import dev.parley.chat.store.StoredMessage.Reaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Messages for tests: the clock and the numbers go together. */
final class Messages {
    static final RoomKey LOBBY = new RoomKey("/", "lobby");
    static final RoomKey OTHER = new RoomKey("/", "other");
    static final RoomKey PRIVATE = new RoomKey("/", "@ann+bob");

    private Messages() {}

    static StoredMessage said(RoomKey room, long id, String author, String text) {
        return new StoredMessage(
                room, id, id, author, "Name of " + author, text, 1_000 + id, 0, false, 0, List.of(), "n" + id, null);
    }

    static StoredMessage said(long id) {
        return said(LOBBY, id, "ann", "text " + id);
    }

    static List<Change> said(RoomKey room, long from, long to) {
        List<Change> messages = new ArrayList<>();
        for (long id = from; id <= to; id++) {
            messages.add(said(room, id, "ann", "text " + id));
        }
        return messages;
    }

    static StoredMessage edited(StoredMessage of, long changed, String text) {
        return new StoredMessage(
                of.room(), of.id(), changed, of.author(), of.name(), text, of.time(), 1_000 + changed, false, of.replyTo(),
                List.of(new Reaction("👍", "bob", "Bob \"B\"")), of.nonce(), "{\"a\":1}");
    }

    static StoredMessage deleted(StoredMessage of, long changed) {
        return new StoredMessage(
                of.room(), of.id(), changed, of.author(), of.name(), "", of.time(), 0, true, 0, List.of(), of.nonce(), null);
    }

    static List<Long> ids(List<StoredMessage> messages) {
        return messages.stream().map(StoredMessage::id).toList();
    }

    /** Which of the ids from 1 to the last are not there. */
    static List<Long> missing(long last, List<StoredMessage> messages) {
        Set<Long> ids = Set.copyOf(ids(messages));
        return LongStream.rangeClosed(1, last)
                .filter(id -> !ids.contains(id))
                .boxed()
                .toList();
    }
}
