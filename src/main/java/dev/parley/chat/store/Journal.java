package dev.parley.chat.store;

import dev.parley.storage.StorageException;
import java.util.List;
import java.util.function.Consumer;

/** Where changes are written down until they are in the database. {@link #append} is called by one thread at a time. */
interface Journal extends AutoCloseable {
    /**
     * Changes that were written down together.
     *
     * @param segment where: greater than that of all before, or the same
     * @param size bytes
     */
    record Entry(List<Change> changes, long segment, int size) {}

    /** Hands out what an earlier process has left, the oldest first. Once, before anything is appended. */
    void replay(Consumer<Entry> each);

    /** @throws StorageException if there is no place */
    Entry append(List<Change> changes);

    /** Returns when what was appended before would survive a power failure. */
    void force();

    /**
     * Forgets all segments before one, and the last one as well if {@code segment} is beyond it.
     *
     * @param sync called before anything is forgotten
     */
    void forgetBefore(long segment, Runnable sync);

    /** Keeps a change that no database takes. */
    void setAside(Change change);

    @Override
    void close();

    /** For what is forgotten with the process anyway. */
    final class None implements Journal {
        @Override
        public void replay(Consumer<Entry> each) {
            // there is nothing
        }

        @Override
        public Entry append(List<Change> changes) {
            return new Entry(List.copyOf(changes), 0, 0);
        }

        @Override
        public void force() {
            // there is nothing
        }

        @Override
        public void forgetBefore(long segment, Runnable sync) {
            // there is nothing
        }

        @Override
        public void setAside(Change change) {
            // it is lost; the caller logs it
        }

        @Override
        public void close() {
            // there is nothing
        }
    }
}
