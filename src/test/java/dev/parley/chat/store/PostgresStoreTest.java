package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static dev.parley.chat.store.Messages.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.storage.RefusedChangeException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends ChatStoreContract {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    ChatStore open() throws SQLException {
        return new JdbcStore(PostgresServer.open(server.newDatabase()));
    }

    /** H2 refuses nothing that can be in a change. */
    @Test
    void of_changes_that_it_refuses_none_is_kept() {
        StoredMessage refused = said(LOBBY, 2, tooLongForAnIndex(), "x");
        assertThrows(RefusedChangeException.class, () -> store.save(List.of(said(1), refused)));
        assertNull(store.message(LOBBY, 1));
        store.save(List.of(said(1)));
        assertEquals(said(1), store.message(LOBBY, 1));
    }

    static String tooLongForAnIndex() {
        return new Random(1)
                .ints(9_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
