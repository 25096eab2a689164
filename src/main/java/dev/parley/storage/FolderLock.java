package dev.parley.storage;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other servers away from a folder, until it is closed or the process ends, however it ends. */
final class FolderLock implements AutoCloseable {
    private static final Logger LOG = System.getLogger(FolderLock.class.getName());
    private static final String NAME = "parley.lock";

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IllegalStateException if another server has it */
    static FolderLock of(Path folder) throws IOException {
        FileChannel file =
                FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) { // in this very process
            lock = null;
        } catch (IOException e) {
            file.close();
            throw e;
        }
        if (lock == null) {
            file.close();
            throw new IllegalStateException(
                    "parley.data.folder must be a folder that no other Parley uses, was " + folder.toAbsolutePath());
        }
        return new FolderLock(file);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the data folder stays locked", e);
        }
    }
}
