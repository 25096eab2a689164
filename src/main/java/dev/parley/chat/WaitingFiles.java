package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.StoredFile;
import dev.parley.socketio.EventRefused;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Files of which no message speaks yet: one person has so many, and so many come from one address. What waits is what the database
 * says, so that it counts also after a restart and on other servers of the same chat. Safe for use by many threads; saving blocks.
 */
final class WaitingFiles {
    private final Archive archive;
    private final FileOptions options;
    private final List<StoredFile> coming = new ArrayList<>(); // guarded by this; some the database does not know yet

    WaitingFiles(Archive archive, FileOptions options) {
        this.archive = archive;
        this.options = options;
    }

    /** Keeps a file. @throws EventRefused if too much of its sender's waits */
    void save(StoredFile file, InputStream content) {
        List<StoredFile> ahead = begin(file);
        try {
            Map<String, StoredFile> waiting = new HashMap<>();
            ahead.forEach(each -> waiting.put(each.id(), each));
            archive.waitingFiles(file.person(), file.address()).forEach(each -> waiting.put(each.id(), each));
            require(file, waiting.values(), StoredFile::person);
            if (file.address() != null) {
                require(file, waiting.values(), StoredFile::address);
            }
            archive.saveFile(file, content);
        } finally {
            end(file);
        }
    }

    /** Those that have come before, of which one that comes later sees this one. */
    private synchronized List<StoredFile> begin(StoredFile file) {
        List<StoredFile> ahead = List.copyOf(coming);
        coming.add(file);
        return ahead;
    }

    private synchronized void end(StoredFile file) {
        coming.remove(file);
    }

    private void require(StoredFile file, Collection<StoredFile> waiting, Function<StoredFile, String> sender) {
        List<StoredFile> theirs = waiting.stream()
                .filter(each -> sender.apply(file).equals(sender.apply(each)))
                .toList();
        long bytes = theirs.stream().mapToLong(StoredFile::size).sum() + file.size();
        if (theirs.size() >= options.maxWaiting() || (bytes > options.maxWaitingBytes() && !theirs.isEmpty())) {
            throw new EventRefused(
                    "FILES_WAITING",
                    null,
                    "at most " + options.maxWaiting() + " files (parley.chat.file.max-waiting) of " + options.maxWaitingBytes()
                            + " bytes in all (parley.chat.file.max-waiting-bytes) may wait for their messages; say those, or take"
                            + " files back");
        }
    }
}
