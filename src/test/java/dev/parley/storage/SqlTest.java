package dev.parley.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlTest {
    @Test
    void a_server_that_is_not_there_is_named_also_by_a_pool() {
        SQLException refused = new SQLException("Connection to localhost:5432 refused", "08001");
        RuntimeException told = Sql.translated(new SQLException("Cannot get a connection", refused));
        assertInstanceOf(StorageException.class, told);
        assertEquals(
                "the database cannot be used: SQLException, SQLSTATE 08001: Connection to localhost:5432 refused",
                told.getMessage());
    }

    @Test
    void what_is_in_a_row_is_not_told() {
        SQLException failure = new SQLException("duplicate key: (text)=(what somebody has said)", "40001");
        assertEquals(
                "the database cannot be used: SQLException, SQLSTATE 40001",
                Sql.translated(failure).getMessage());
    }
}
