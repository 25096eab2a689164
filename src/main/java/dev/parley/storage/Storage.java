package dev.parley.storage;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** A folder that nobody else uses, and a database. Safe for use by many threads. */
public final class Storage implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Storage.class.getName());

    // refused access, no such database; in H2: in use by another process
    private static final Set<String> MISCONFIGURED = Set.of("28000", "28P01", "3D000", "90020");

    private final Path folder; // null where everything is forgotten with the process
    private final FolderLock lock; // null without a folder
    private final Database database;

    private Storage(Path folder, FolderLock lock, Database database) {
        this.folder = folder;
        this.lock = lock;
        this.database = database;
    }

    /**
     * Opens what the options say. A database that cannot be reached just now is no reason to fail.
     *
     * @param resource the database that the container offers, which comes before that of the options; null if there is none
     * @throws IllegalArgumentException for an address that is none
     * @throws IllegalStateException if it cannot work as it is configured: the message names the option
     */
    public static Storage open(StorageOptions options, DataSource resource) {
        if (resource == null && options.url().equals(StorageOptions.MEMORY)) {
            return prepared(new Storage(null, null, Database.inMemory()));
        }
        Path folder = options.folder().toAbsolutePath();
        try {
            Files.createDirectories(folder, SecretFile.ownersFolder()); // what is in it is nobody else's to read
            return open(folder, options, resource);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "parley.data.folder must be a folder that can be written to, was " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Storage open(Path folder, StorageOptions options, DataSource resource) throws IOException {
        FolderLock lock = FolderLock.of(folder);
        Database database;
        try {
            database = database(folder, options, resource);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        return prepared(new Storage(folder, lock, database));
    }

    private static Database database(Path folder, StorageOptions options, DataSource resource) {
        if (resource != null) {
            return Database.of(resource);
        }
        return options.url().isEmpty()
                ? Database.inFolder(folder)
                : Database.at(options.url(), options.user(), options.password());
    }

    /** Now rather than later, so that what will never work is told to whom it concerns. */
    private static Storage prepared(Storage storage) {
        try {
            storage.database.prepare();
        } catch (StorageException e) {
            Optional<String> state = state(e);
            if (state.filter(MISCONFIGURED::contains).isPresent()) {
                storage.close();
                throw new IllegalStateException(
                        "the database cannot be used as it is configured (parley.chat.store.url, .user, .password, "
                                + "or parley.data.folder, which another process may use): SQLSTATE " + state.get(),
                        e);
            }
            LOG.log(Level.WARNING, "Parley starts without its database: {0}", e.getMessage());
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        return storage;
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

    public Database database() {
        return database;
    }

    /** Empty where everything is forgotten with the process. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** After everybody who uses it. */
    @Override
    public void close() {
        database.close();
        if (lock != null) {
            lock.close();
        }
    }
}
