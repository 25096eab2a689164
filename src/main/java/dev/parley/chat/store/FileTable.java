package dev.parley.chat.store;

import dev.parley.storage.Sql;
import dev.parley.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Files, in parts of {@value #PART} bytes. Safe for use by many threads. */
final class FileTable {
    static final int PART = 128 * 1024;

    private static final String COLUMNS = "id, namespace, room, person, address, name, type, size, sent";

    private final Sql sql;

    FileTable(Sql sql) {
        this.sql = sql;
    }

    void save(StoredFile file, InputStream content) {
        sql.update(
                "insert into chat_file (" + COLUMNS + ", complete, used) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                file.id(),
                file.room().namespace(),
                file.room().room(),
                file.person(),
                file.address(),
                file.name(),
                file.type(),
                file.size(),
                file.time(),
                false,
                false);
        try {
            saveParts(file, content);
            sql.update("update chat_file set complete = true where id = ?", file.id());
        } catch (IOException | RuntimeException e) {
            forget(file.id(), e);
            throw e instanceof RuntimeException known ? known : new StorageException("a file broke off", e);
        }
    }

    private void saveParts(StoredFile file, InputStream content) throws IOException {
        long size = 0;
        int part = 0;
        for (byte[] bytes = content.readNBytes(PART); bytes.length > 0; bytes = content.readNBytes(PART)) {
            sql.update("insert into chat_file_part (file_id, part, content) values (?, ?, ?)", file.id(), part++, bytes);
            size += bytes.length;
        }
        if (size != file.size()) {
            throw new IOException("a file must have the " + file.size() + " bytes that were told, had " + size);
        }
    }

    private void forget(String id, Exception reason) {
        try {
            sql.update("delete from chat_file_part where file_id = ?", id);
            sql.update("delete from chat_file where id = ? and not complete", id);
        } catch (RuntimeException e) {
            reason.addSuppressed(e); // it is removed later, as one that nobody uses
        }
    }

    static void saveUses(Connection connection, List<FileUse> uses) throws SQLException {
        for (FileUse use : uses) {
            if (use.isUsed()) {
                execute(connection, "update chat_file set used = true, address = null where id = ?", use.file());
            } else {
                execute(connection, "delete from chat_file_part where file_id = ?", use.file());
                execute(connection, "delete from chat_file where id = ?", use.file());
            }
        }
    }

    private static void execute(Connection connection, String statement, String file) throws SQLException {
        try (PreparedStatement prepared = Sql.prepare(connection, statement)) {
            Sql.bind(prepared, List.of(file));
            prepared.executeUpdate();
        }
    }

    /** Removes what no message speaks of, and what killed servers have left behind. */
    void removeUnused(long before) {
        sql.update(
                "delete from chat_file_part where file_id in (select id from chat_file where not used and sent < ?)", before);
        sql.update("delete from chat_file where not used and sent < ?", before);
    }

    List<StoredFile> waiting(String person, String address) {
        return sql.list(
                "select " + COLUMNS + " from chat_file where not used and (person = ? or address = ?)",
                Arrays.asList(person, address),
                FileTable::read);
    }

    private static StoredFile read(ResultSet row) throws SQLException {
        return new StoredFile(
                row.getString(1),
                new RoomKey(row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9));
    }

    /** Null if there is none. */
    FileContent file(String id) {
        List<StoredFile> found =
                sql.list("select " + COLUMNS + " from chat_file where id = ? and complete", List.of(id), FileTable::read);
        return found.isEmpty() ? null : new FileContent(found.get(0), new Parts(id));
    }

    /** One part after the other; between them it holds no connection. Confined to one thread. */
    private final class Parts extends InputStream {
        private final String id;
        private byte[] bytes = new byte[0];
        private int position;
        private int next;

        Parts(String id) {
            this.id = id;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == bytes.length && !fetch()) {
                return -1;
            }
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, into, offset, count);
            position += count;
            return count;
        }

        private boolean fetch() throws IOException {
            try {
                List<byte[]> found = sql.list(
                        "select content from chat_file_part where file_id = ? and part = ?",
                        Arrays.asList(id, next),
                        row -> row.getBytes(1));
                next++;
                bytes = found.isEmpty() ? new byte[0] : found.get(0);
                position = 0;
                return bytes.length > 0;
            } catch (StorageException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }
}
