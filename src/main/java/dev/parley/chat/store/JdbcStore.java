package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

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
    private volatile boolean isReady;
    private volatile boolean isH2;

    /** @param database is closed together with this */
    public JdbcStore(Database database) {
        this.database = requireNonNull(database, "database");
        this.sql = new Sql(database.source());
        this.messages = new MessageTable(sql);
        this.rooms = new RoomTable(sql);
        this.files = new FileTable(sql);
    }

    /**
     * Makes or brings up to date the tables, if that has not been done.
     *
     * @throws ArchiveException if the database cannot be reached
     * @throws IllegalStateException if it is none of those that can be used, or its tables are not ours
     */
    public void prepare() {
        if (!isReady) {
            prepareOnce();
        }
    }

    private synchronized void prepareOnce() {
        if (isReady) {
            return;
        }
        String product = sql.work(connection -> connection.getMetaData().getDatabaseProductName());
        if (!product.equals("H2") && !product.equals("PostgreSQL")) {
            throw new IllegalStateException("the chat's database must be H2 or PostgreSQL, was " + product);
        }
        isH2 = product.equals("H2");
        try {
            Schema.migrate(database.source());
        } catch (FlywayException e) {
            sql.work(Connection::getMetaData); // says so if it went away meanwhile
            throw new IllegalStateException("the tables of the chat cannot be made: " + e.getMessage(), e);
        }
        if (isH2) {
            sql.update("checkpoint sync");
        }
        isReady = true;
    }

    @Override
    public void save(List<Change> changes) {
        prepare();
        List<StoredRoom> savedRooms = only(StoredRoom.class, changes);
        List<StoredMessage> savedMessages = only(StoredMessage.class, changes);
        List<LastRead> savedReads = only(LastRead.class, changes);
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
        prepare();
        if (isH2) { // writes half a second later and leaves the rest to the operating system; PostgreSQL does not
            sql.update("checkpoint sync");
        }
    }

    @Override
    public List<StoredRoom> rooms() {
        prepare();
        return rooms.rooms();
    }

    @Override
    public List<StoredMessage> newest(RoomKey room, int limit) {
        return before(room, Long.MAX_VALUE, limit);
    }

    @Override
    public List<StoredMessage> before(RoomKey room, long id, int limit) {
        prepare();
        return messages.before(room, id, limit);
    }

    @Override
    public List<StoredMessage> after(RoomKey room, long number, int limit) {
        prepare();
        return messages.after(room, number, limit);
    }

    @Override
    public StoredMessage message(RoomKey room, long id) {
        prepare();
        return messages.message(room, id);
    }

    @Override
    public List<StoredMessage> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit) {
        prepare();
        return messages.search(namespace, rooms, text, from, limit);
    }

    @Override
    public List<StoredMessage> saidBy(String namespace, String person, int limit) {
        prepare();
        return messages.saidBy(namespace, person, limit);
    }

    @Override
    public List<StoredMessage> privateRooms(String namespace, String person, int limit) {
        prepare();
        return messages.newestOfPrivateRooms(namespace, person, limit);
    }

    @Override
    public Map<String, Long> lastRead(String namespace, String person) {
        prepare();
        return rooms.lastRead(namespace, person);
    }

    @Override
    public Set<Long> unread(RoomKey room, long after, long through, String person, int limit) {
        prepare();
        return messages.unread(room, after, through, person, limit);
    }

    @Override
    public void saveFile(StoredFile file, InputStream content) {
        prepare();
        files.save(file, content);
    }

    @Override
    public FileContent file(String id) {
        prepare();
        return files.file(id);
    }

    @Override
    public void removeUnusedFiles(long before) {
        prepare();
        files.removeUnused(before);
    }

    @Override
    public void close() {
        database.close();
    }
}
