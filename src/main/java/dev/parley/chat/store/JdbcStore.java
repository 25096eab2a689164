package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

import dev.parley.storage.Database;
import dev.parley.storage.Sql;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The chat's memory in H2 2.x or PostgreSQL 15 and later. Safe for use by many threads. The tables are made by the first
 * call that reaches the database, so that a server can start without it.
 */
public final class JdbcStore implements ChatStore {
    private final Database database;
    private final Sql sql;
    private final MessageTable messages;
    private final RoomTable rooms;
    private final FileTable files;
    private final ActTable acts;

    /** @param database is closed together with this */
    public JdbcStore(Database database) {
        this.database = requireNonNull(database, "database");
        this.sql = new Sql(database);
        this.messages = new MessageTable(sql);
        this.rooms = new RoomTable(sql);
        this.files = new FileTable(sql);
        this.acts = new ActTable(sql);
    }

    /** Now, rather than with the first call. @throws StorageException if the database cannot be reached */
    void prepare() {
        database.prepare();
    }

    @Override
    public void save(List<Change> changes) {
        List<StoredRoom> savedRooms = only(StoredRoom.class, changes);
        List<StoredMessage> savedMessages = only(StoredMessage.class, changes);
        List<LastRead> savedReads = only(LastRead.class, changes);
        List<StoredAct> savedActs = only(StoredAct.class, changes);
        List<FileUse> savedUses = only(FileUse.class, changes);
        sql.transaction(connection -> {
            if (changes.isEmpty()) {
                reach(connection);
            }
            RoomTable.saveRooms(connection, savedRooms);
            MessageTable.save(connection, savedMessages);
            RoomTable.saveNumbers(connection, savedMessages);
            RoomTable.saveLastRead(connection, savedReads);
            FileTable.saveUses(connection, savedUses);
            ActTable.save(connection, savedActs);
            return null;
        });
    }

    private static void reach(Connection connection) throws SQLException {
        try (var select = Sql.prepare(connection, "select 1 from chat_room where 1 = 0")) {
            select.execute();
        }
    }

    private static <T extends Change> List<T> only(Class<T> type, List<Change> changes) {
        List<T> found = new ArrayList<>();
        for (Change change : changes) {
            if (type.isInstance(change)) {
                found.add(type.cast(change));
            }
        }
        return found;
    }

    @Override
    public void sync() {
        database.sync();
    }

    @Override
    public List<StoredRoom> rooms() {
        return rooms.rooms();
    }

    @Override
    public List<StoredMessage> newest(RoomKey room, int limit) {
        return before(room, Long.MAX_VALUE, limit);
    }

    @Override
    public List<StoredMessage> before(RoomKey room, long id, int limit) {
        return messages.before(room, id, limit);
    }

    @Override
    public List<StoredMessage> after(RoomKey room, long number, int limit) {
        return messages.after(room, number, limit);
    }

    @Override
    public StoredMessage message(RoomKey room, long id) {
        return messages.message(room, id);
    }

    @Override
    public List<StoredMessage> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit) {
        return messages.search(namespace, rooms, text, from, limit);
    }

    @Override
    public List<StoredMessage> saidBy(String namespace, String person, int limit) {
        return messages.saidBy(namespace, person, limit);
    }

    @Override
    public List<StoredMessage> privateRooms(String namespace, String person, int limit) {
        return messages.newestOfPrivateRooms(namespace, person, limit);
    }

    @Override
    public Map<String, Long> lastRead(String namespace, String person) {
        return rooms.lastRead(namespace, person);
    }

    @Override
    public Set<Long> unread(RoomKey room, long after, long through, String person, int limit) {
        return messages.unread(room, after, through, person, limit);
    }

    @Override
    public List<StoredAct> sanctions() {
        return acts.sanctions();
    }

    @Override
    public List<StoredAct> acts(String namespace, long before, int limit) {
        return acts.newest(namespace, before, limit);
    }

    @Override
    public void saveFile(StoredFile file, InputStream content) {
        files.save(file, content);
    }

    @Override
    public FileContent file(String id) {
        return files.file(id);
    }

    @Override
    public List<StoredFile> waitingFiles(String person, String address) {
        return files.waiting(person, address);
    }

    @Override
    public void removeUnusedFiles(long before) {
        files.removeUnused(before);
    }

    @Override
    public void close() {
        database.close();
    }
}
