package dev.parley.chat.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.storage.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    Path folder;

    @Test
    void tables_that_were_made_before_a_crash_are_taken_as_they_are() throws SQLException {
        Database database = Database.inFolder(folder);
        new JdbcStore(database).prepare();
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table \"chat_schema_history\""); // what a crash may forget first
        }
        database.close();

        try (ChatStore store = new JdbcStore(Database.inFolder(folder))) {
            store.save(List.of(Messages.said(1)));
            assertEquals(1, store.rooms().size());
        }
    }
}
