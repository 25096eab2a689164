package dev.parley.chat.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.storage.Database;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2FileStoreTest extends ChatStoreContract {
    @TempDir
    Path folder;

    @Override
    ChatStore open() {
        return new JdbcStore(Database.inFolder(folder));
    }

    @Test
    void what_was_saved_is_there_when_it_is_opened_again() {
        store.save(List.of(Messages.said(1)));
        store.close();
        store = open();
        assertEquals(List.of(1L), Messages.ids(store.newest(Messages.LOBBY, 10)));
    }
}
