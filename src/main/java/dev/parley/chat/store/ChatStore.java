package dev.parley.chat.store;

import dev.parley.storage.RefusedChangeException;
import dev.parley.storage.StorageException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the chat's memory lies: a database. All methods block and throw {@link StorageException} when it cannot be reached.
 * Safe for use by many threads. The reading methods are those of {@link Archive}.
 */
public interface ChatStore extends AutoCloseable {

    /**
     * Keeps changes, all or none, in their order. Those that are kept already, or are older than what is kept, change
     * nothing. With none it finds out whether the database can be reached.
     *
     * @throws RefusedChangeException if one of them is refused for what is in it
     */
    void save(List<Change> changes);

    /** Returns when all that was saved would survive a power failure. */
    void sync();

    List<StoredRoom> rooms();

    List<StoredMessage> newest(RoomKey room, int limit);

    List<StoredMessage> before(RoomKey room, long id, int limit);

    List<StoredMessage> after(RoomKey room, long number, int limit);

    /** Null if there is none. */
    StoredMessage message(RoomKey room, long id);

    List<StoredMessage> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit);

    List<StoredMessage> saidBy(String namespace, String person, int limit);

    List<StoredMessage> privateRooms(String namespace, String person, int limit);

    Map<String, Long> lastRead(String namespace, String person);

    /** The ids of at most {@code limit} messages after one, and through another, that are by others and not deleted. */
    Set<Long> unread(RoomKey room, long after, long through, String person, int limit);

    List<StoredAct> sanctions();

    List<StoredAct> acts(String namespace, long before, int limit);

    void saveFile(StoredFile file, InputStream content);

    /** Null if there is none. */
    FileContent file(String id);

    List<StoredFile> waitingFiles(String person, String address);

    void removeUnusedFiles(long before);

    @Override
    void close();
}
