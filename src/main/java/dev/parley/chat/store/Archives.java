package dev.parley.chat.store;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Opens archives. */
public final class Archives {
    private static final Logger LOG = System.getLogger(Archives.class.getName());

    // refused access, no such database; in H2: in use by another process
    private static final Set<String> MISCONFIGURED = Set.of("28000", "28P01", "3D000", "90020");

    private Archives() {}

    /**
     * An archive, with what an earlier process could not bring into the database any more. A database that cannot be reached
     * just now is no reason to fail.
     *
     * @param resource the database that the container offers, which comes before that of the options; null if there is none
     * @throws IllegalArgumentException for an address that is none
     * @throws IllegalStateException if it cannot work as it is configured: the message names the option
     */
    public static Archive open(ArchiveOptions options, DataSource resource) {
        if (resource == null && options.url().equals(ArchiveOptions.MEMORY)) {
            return new JournaledArchive(prepared(new JdbcStore(Database.inMemory())), new Journal.None());
        }
        Path folder = options.folder().toAbsolutePath();
        try {
            Files.createDirectories(folder);
            return open(folder, options, resource);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "parley.data.folder must be a folder that can be written to, was " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Archive open(Path folder, ArchiveOptions options, DataSource resource) throws IOException {
        FolderLock lock = FolderLock.of(folder);
        JdbcStore store = null;
        try {
            store = prepared(new JdbcStore(database(folder, options, resource)));
            return new JournaledArchive(store, new Spool(folder, lock, options.spoolMaxBytes()));
        } catch (IOException | RuntimeException e) {
            if (store != null) {
                store.close();
            }
            lock.close();
            throw e;
        }
    }

    private static Database database(Path folder, ArchiveOptions options, DataSource resource) {
        if (resource != null) {
            return Database.of(resource);
        }
        return options.url().isEmpty()
                ? Database.inFolder(folder)
                : Database.at(options.url(), options.user(), options.password());
    }

    /** Now rather than later, so that what will never work is told to whom it concerns. */
    private static JdbcStore prepared(JdbcStore store) {
        try {
            store.prepare();
        } catch (ArchiveException e) {
            Optional<String> state = state(e);
            if (state.filter(MISCONFIGURED::contains).isPresent()) {
                store.close();
                throw new IllegalStateException(
                        "the chat's database cannot be used as it is configured (parley.chat.store.url, .user, .password, "
                                + "or parley.data.folder, which another process may use): SQLSTATE " + state.get(),
                        e);
            }
            LOG.log(Level.WARNING, "the chat starts without its database: {0}", e.getMessage());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        return store;
    }

    private static Optional<String> state(Throwable failure) {
        Optional<String> state = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                state = Optional.of(sql.getSQLState());
            }
        }
        return state;
    }
}
