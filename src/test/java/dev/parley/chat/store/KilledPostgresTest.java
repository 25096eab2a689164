package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static dev.parley.chat.store.Messages.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.storage.Storage;
import dev.parley.storage.StorageException;
import dev.parley.storage.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL with {@code kill -9}, and with what it refuses. */
@Timeout(240)
class KilledPostgresTest {
    private static final long SPOOL = 64_000_000;

    @TempDir
    Path folder;

    private PostgresServer server;
    private StorageOptions options;

    @BeforeEach
    void startServer() throws IOException, SQLException {
        server = PostgresServer.start();
        options = new StorageOptions(folder, server.newDatabase(), "postgres", "postgres");
    }

    @AfterEach
    void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void nothing_is_lost_when_it_is_killed_and_comes_back() throws IOException, InterruptedException {
        List<Boolean> told = new CopyOnWriteArrayList<>();
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            archive.onLate(told::add);
            record(archive, 1, 2_000);
            server.kill();
            record(archive, 2_001, 4_000);
            Eventually.holds("people are told", () -> told.equals(List.of(true)));
            assertThrows(StorageException.class, () -> Eventually.get(archive.newest(LOBBY, 10)));
            server.startAgain();
            record(archive, 4_001, 5_000);
            Eventually.holds("people are told again", () -> told.equals(List.of(true, false)));
            assertAll(5_000, Eventually.get(archive.after(LOBBY, 0, 10_000)));
        }
        try (ChatStore store = new JdbcStore(PostgresServer.open(options.url()))) {
            assertAll(5_000, store.after(LOBBY, 0, 10_000));
        }
    }

    private static void record(Archive archive, long from, long to) {
        for (long id = from; id <= to; id++) {
            archive.record(List.of(said(id)));
        }
    }

    private static void assertAll(long last, List<StoredMessage> found) {
        assertEquals(List.of(), Messages.missing(last, found));
        assertEquals(last, found.size(), "none twice");
    }

    @Test
    void a_server_starts_without_it_and_remembers_once_it_is_there() throws IOException, InterruptedException {
        server.kill();
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            archive.record(List.of(said(1)));
            server.startAgain();
            Eventually.holds("it is back", () -> isThere(archive));
            assertAll(1, Eventually.get(archive.newest(LOBBY, 10)));
        }
    }

    private static boolean isThere(Archive archive) {
        try {
            return !Eventually.get(archive.rooms()).isEmpty();
        } catch (StorageException e) {
            return false;
        }
    }

    @Test
    void what_it_refuses_is_set_aside() throws InterruptedException {
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            archive.record(List.of(said(1), said(LOBBY, 2, PostgresStoreTest.tooLongForAnIndex(), "x"), said(3)));
            Eventually.holds("it is set aside", () -> Files.exists(folder.resolve("refused.log")));
            Eventually.holds("the others are kept", () -> !archive.isLate()
                    && Messages.ids(Eventually.get(archive.newest(LOBBY, 10))).equals(List.of(1L, 3L)));
        }
    }

    @Test
    void a_wrong_password_or_database_refuses_the_start() {
        StorageOptions elsewhere = new StorageOptions(folder, options.url() + "x", "postgres", "");
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> Storage.open(elsewhere, null));
        assertTrue(refused.getMessage().contains("parley.chat.store.url"), refused.getMessage());
    }
}
