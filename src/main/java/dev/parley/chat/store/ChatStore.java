package dev.parley.chat.store;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the chat's memory lies: a database. All methods block and throw {@link ArchiveException} when it cannot be reached.
 * Safe for use by many threads. The reading methods are those of {@link Archive}.
 */
public interface ChatStore extends AutoCloseable {

    /** Keeps changes, all or none, in their order. Those that are kept already change nothing. */
    void save(List<Change> changes);

    List<StoredRoom> rooms();

    List<StoredMessage> newest(RoomKey room, int limit);

    List<StoredMessage> before(RoomKey room, long id, int limit);

    List<StoredMessage> after(RoomKey room, long number, int limit);

    /** Null if there is none. */
    StoredMessage message(RoomKey room, long id);

    List<StoredMessage> search(String namespace, Set<String> rooms, String text, long before, int limit);

    List<StoredMessage> saidBy(String namespace, String person, int limit);

    List<StoredMessage> privateRooms(String namespace, String person, int limit);

    Map<String, Long> lastRead(String namespace, String person);

    int unread(RoomKey room, long after, String person, int limit);

    void saveFile(StoredFile file, InputStream content);

    /** Null if there is none. */
    FileContent file(String id);

    @Override
    void close();
}
