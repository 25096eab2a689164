package dev.parley.chat.store;

import dev.parley.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A journal in files of a folder that is ours alone. What was appended survives the end of this process at once, and a power
 * failure once it was forced. Safe for use by many threads.
 */
final class Spool implements Journal {
    private static final Logger LOG = System.getLogger(Spool.class.getName());
    private static final String NAME = "spool-%016d.log";
    private static final String REFUSED = "refused.log";
    private static final int SEGMENTS = 16;

    private final Path folder;
    private final long maxBytes;
    private final long segmentBytes;
    /** Those that hold something not yet in the database, with their sizes; the last may be growing. */
    private final TreeMap<Long, Long> sizes = new TreeMap<>();

    private final List<Segment> full = new ArrayList<>();
    private Segment current;
    private long number;
    private long bytes;

    /**
     * @param folder that nobody else uses
     * @param maxBytes of all segments together
     */
    Spool(Path folder, long maxBytes) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.segmentBytes = Math.max(maxBytes / SEGMENTS, 4096);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Spool::isSegment).toList()) {
                sizes.put(numberOf(file), Files.size(file));
            }
        }
        bytes = sizes.values().stream().mapToLong(Long::longValue).sum();
        number = sizes.isEmpty() ? 0 : sizes.lastKey();
    }

    private static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("spool-\\d{16}\\.log");
    }

    private static long numberOf(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(6, 22));
    }

    private Path path(long segment) {
        return folder.resolve(NAME.formatted(segment));
    }

    @Override
    public void replay(Consumer<Entry> each) {
        for (Long segment : List.copyOf(sizes.keySet())) {
            try {
                Segment.Found found = Segment.read(path(segment), content -> each.accept(entry(content, segment)));
                if (!found.isWhole()) {
                    keepRest(segment, found);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the spool cannot be read: " + path(segment), e);
            }
        }
    }

    private static Entry entry(byte[] content, long segment) {
        try {
            return new Entry(ChangeCodec.decode(content), segment, content.length);
        } catch (IOException e) {
            throw new UncheckedIOException("the spool was written by a newer Parley", e);
        }
    }

    /** Mostly a record that was being written, acknowledged to nobody; but who can tell. */
    private void keepRest(long segment, Segment.Found found) throws IOException {
        Path kept = folder.resolve(path(segment).getFileName() + ".torn");
        Files.copy(path(segment), kept, StandardCopyOption.REPLACE_EXISTING);
        LOG.log(
                Level.WARNING,
                "the last {0} bytes of {1} are not whole, as after a power failure; a copy is kept in {2}",
                found.size() - found.good(),
                path(segment).getFileName(),
                kept);
    }

    @Override
    public synchronized Entry append(List<Change> changes) {
        byte[] content = ChangeCodec.encode(changes);
        int size = Segment.HEAD + content.length;
        if (bytes + size > maxBytes) {
            throw new StorageException("the spool is full: parley.chat.spool.max-bytes is " + maxBytes, null);
        }
        try {
            if (needsNext(size)) {
                next();
            }
            current.append(content);
        } catch (IOException e) {
            throw new StorageException("the spool cannot be written in " + folder, e);
        }
        bytes += size;
        sizes.put(number, current.size());
        return new Entry(List.copyOf(changes), number, content.length);
    }

    private boolean needsNext(int size) {
        return current == null
                || current.isBroken()
                || (current.size() > 0 && current.size() + size > segmentBytes);
    }

    private void next() throws IOException {
        Segment next = new Segment(path(number + 1));
        if (current != null) {
            full.add(current); // forced and closed by the next force: nobody waits for the disk here
        }
        number++;
        current = next;
    }

    @Override
    public void force() {
        List<Segment> ended;
        Segment growing;
        synchronized (this) {
            ended = List.copyOf(full);
            full.clear();
            growing = current;
        }
        try {
            for (Segment segment : ended) {
                segment.force();
                segment.close();
            }
            if (growing != null) {
                growing.force();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the spool could not be forced to the disk", e);
        }
    }

    @Override
    public void forgetBefore(long segment, Runnable sync) {
        List<Long> done;
        synchronized (this) {
            done = List.copyOf(sizes.headMap(segment).keySet());
        }
        if (done.isEmpty()) {
            return;
        }
        sync.run();
        synchronized (this) {
            for (Long each : done) {
                forget(each);
            }
        }
    }

    private void forget(long segment) {
        try {
            if (current != null && segment == number) {
                closeQuietly(current);
                current = null;
            }
            Files.deleteIfExists(path(segment));
            bytes -= sizes.remove(segment);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a part of the spool stays behind, and is read again at the next start", e);
        }
    }

    /** In the format of the spool: renamed to one of its segments, it is tried again. */
    @Override
    public void setAside(Change change) {
        byte[] content = Segment.record(ChangeCodec.encode(List.of(change)));
        try {
            Files.write(folder.resolve(REFUSED), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new StorageException("a change cannot be set aside in " + folder, e);
        }
    }

    /** What is not in the database stays. */
    @Override
    public void close() {
        force();
        synchronized (this) {
            if (current != null) {
                closeQuietly(current);
                current = null;
            }
        }
    }

    private static void closeQuietly(Segment segment) {
        try {
            segment.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a part of the spool could not be closed", e);
        }
    }

    /** Bytes by segment. */
    synchronized Map<Long, Long> sizes() {
        return Map.copyOf(sizes);
    }
}
