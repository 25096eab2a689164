package dev.parley.chat.store;

import dev.parley.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens archives. */
public final class Archives {
    private Archives() {}

    /**
     * An archive, with what an earlier process could not bring into the database any more.
     *
     * @param storage stays open as long as the archive, and is closed after it by whoever has opened it
     * @param spoolMaxBytes what may wait for the database, bytes
     * @throws IllegalStateException if its folder cannot be written to
     */
    public static Archive open(Storage storage, long spoolMaxBytes) {
        return new JournaledArchive(new JdbcStore(storage.database()), journal(storage.folder(), spoolMaxBytes));
    }

    private static Journal journal(Optional<Path> folder, long maxBytes) {
        if (folder.isEmpty()) {
            return new Journal.None();
        }
        try {
            return new Spool(folder.get(), maxBytes);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "parley.data.folder must be a folder that can be written to, was " + folder.get() + ": " + e.getMessage(), e);
        }
    }
}
