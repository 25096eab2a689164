package dev.parley.chat.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A place among what a search finds, the newest first. What was said at one moment comes by id; and what has the same id in
 * several rooms in any order, so those that have come already are known by their rooms.
 *
 * @param time milliseconds since 1970
 * @param rooms in which the message with this time and id has been found already
 */
public record SearchPlace(long time, long id, Set<String> rooms) {
    /** Before all that was ever said. */
    public static final SearchPlace NEWEST = before(Long.MAX_VALUE);

    public SearchPlace {
        rooms = Set.copyOf(rooms);
    }

    /** The place of what was said before a moment. */
    public static SearchPlace before(long time) {
        return new SearchPlace(time, 0, Set.of());
    }

    /** The place after a page that was found from here. */
    public SearchPlace after(List<StoredMessage> page) {
        if (page.isEmpty()) {
            return this;
        }
        StoredMessage last = page.get(page.size() - 1);
        Set<String> found = new HashSet<>();
        if (last.time() == time && last.id() == id) {
            found.addAll(rooms);
        }
        page.stream()
                .filter(message -> message.time() == last.time() && message.id() == last.id())
                .forEach(message -> found.add(message.room().room()));
        return new SearchPlace(last.time(), last.id(), found);
    }

    /** Whether a message comes after this. */
    public boolean isBefore(StoredMessage message) {
        if (message.time() != time) {
            return message.time() < time;
        }
        return message.id() < id || (message.id() == id && !rooms.contains(message.room().room()));
    }
}
