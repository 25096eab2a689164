package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.storage.Database;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnusedFilesTest {
    private static final FileUse SAID = new FileUse("said", true);

    private final ChatStore store = new JdbcStore(Database.inMemory());
    private final Unsaved unsaved = new Unsaved();
    private final UnusedFiles files = new UnusedFiles(store, unsaved);

    @BeforeEach
    void send() {
        for (String id : List.of("said", "never said")) {
            StoredFile file = new StoredFile(id, LOBBY, "ann", null, "a", "text/plain", 1, 5);
            store.saveFile(file, new ByteArrayInputStream(new byte[1]));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_file_stays_though_the_database_has_not_heard_yet_that_a_message_speaks_of_it() {
        unsaved.add(SAID);
        files.remove(6);
        assertNotNull(store.file("said"));
    }

    @Test
    void nor_does_it_wait_for_one() {
        unsaved.add(SAID);
        assertEquals(
                List.of("never said"),
                new MergedReads(store, unsaved).waitingFiles("ann", null).stream().map(StoredFile::id).toList());
    }

    @Test
    void when_it_has_heard_all_the_others_go() {
        unsaved.add(SAID);
        store.save(List.of(SAID));
        unsaved.forget(SAID);
        files.remove(6);
        assertNotNull(store.file("said"));
        assertNull(store.file("never said"));
    }
}
