package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

import dev.parley.storage.DaemonThreads;
import dev.parley.storage.StorageException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An archive that writes everything down in a journal, then tells, and brings it into the database behind everybody's back.
 * Safe for use by many threads.
 */
public final class JournaledArchive implements Archive {
    private static final long LOOK_MILLIS = 100;
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ChatStore store;
    private final Journal journal;
    private final Unsaved unsaved = new Unsaved();
    private final Backlog backlog = new Backlog();
    private final Lateness lateness = new Lateness(backlog);
    private final MergedReads reads;
    private final BatchWriter writer;
    private final DaemonThreads threads = new DaemonThreads();
    private final Thread writing;
    private final ReadThreads reading = new ReadThreads(threads);
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(threads.named("parley-chat-watch"));
    private boolean isClosed;

    /** @param journal what is left in it from before is brought into the store as well; closed with this, as the store is */
    JournaledArchive(ChatStore store, Journal journal) {
        this.store = requireNonNull(store, "store");
        this.journal = requireNonNull(journal, "journal");
        this.reads = new MergedReads(store, unsaved);
        this.writer = new BatchWriter(backlog, journal, store, unsaved, lateness);
        this.writing = threads.named("parley-chat-writer").newThread(writer);
        journal.replay(this::remember);
        writing.start();
        Future<?> unused = watch.scheduleWithFixedDelay(lateness::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void record(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        synchronized (this) { // the same order in the journal, in memory and on the way to the database
            if (isClosed) {
                throw new StorageException("the archive is closed", null);
            }
            remember(journal.append(changes));
        }
    }

    private void remember(Journal.Entry entry) {
        entry.changes().forEach(unsaved::add);
        backlog.add(entry);
    }

    private <T> CompletionStage<T> read(Supplier<T> reading) {
        if (lateness.isUnreachable()) {
            return CompletableFuture.failedFuture(new StorageException("the database cannot be reached", null));
        }
        return this.reading.run(() -> {
            try {
                return reading.get();
            } catch (StorageException e) {
                backlog.poke(); // the writer finds out whether it is down
                throw e;
            } catch (RuntimeException e) {
                throw new StorageException("the archive cannot be read", e);
            }
        });
    }

    @Override
    public CompletionStage<List<StoredRoom>> rooms() {
        return read(reads::rooms);
    }

    @Override
    public CompletionStage<List<StoredMessage>> newest(RoomKey room, int limit) {
        return read(() -> reads.newest(room, limit));
    }

    @Override
    public CompletionStage<List<StoredMessage>> before(RoomKey room, long id, int limit) {
        return read(() -> reads.before(room, id, limit));
    }

    @Override
    public CompletionStage<List<StoredMessage>> after(RoomKey room, long number, int limit) {
        return read(() -> reads.after(room, number, limit));
    }

    @Override
    public CompletionStage<StoredMessage> message(RoomKey room, long id) {
        return read(() -> reads.message(room, id));
    }

    @Override
    public CompletionStage<List<StoredMessage>> search(
            String namespace, Set<String> rooms, String text, SearchPlace from, int limit) {
        return read(() -> reads.search(namespace, rooms, text, from, limit));
    }

    @Override
    public CompletionStage<List<StoredMessage>> saidBy(String namespace, String person, int limit) {
        return read(() -> reads.saidBy(namespace, person, limit));
    }

    @Override
    public CompletionStage<List<StoredMessage>> privateRooms(String namespace, String person, int limit) {
        return read(() -> reads.privateRooms(namespace, person, limit));
    }

    @Override
    public CompletionStage<Map<String, Long>> lastRead(String namespace, String person) {
        return read(() -> reads.lastRead(namespace, person));
    }

    @Override
    public CompletionStage<Integer> unread(RoomKey room, long after, long through, String person, int limit) {
        return read(() -> reads.unread(room, after, through, person, limit));
    }

    @Override
    public CompletionStage<List<StoredAct>> sanctions() {
        return read(reads::sanctions);
    }

    @Override
    public CompletionStage<List<StoredAct>> acts(String namespace, long before, int limit) {
        return read(() -> reads.acts(namespace, before, limit));
    }

    @Override
    public void saveFile(StoredFile file, InputStream content) {
        refuseWhenUnreachable();
        store.saveFile(file, content);
    }

    @Override
    public FileContent file(String id) {
        refuseWhenUnreachable();
        return unsaved.isUnused(id) ? null : store.file(id);
    }

    @Override
    public List<StoredFile> waitingFiles(String person, String address) {
        refuseWhenUnreachable();
        return reads.waitingFiles(person, address);
    }

    @Override
    public void removeUnusedFiles(long before) {
        read(() -> {
                    new UnusedFiles(store, unsaved).remove(before);
                    return null;
                })
                .exceptionally(late -> null); // another time
    }

    private void refuseWhenUnreachable() {
        if (lateness.isUnreachable()) {
            throw new StorageException("the database cannot be reached", null);
        }
    }

    @Override
    public void onLate(Consumer<Boolean> isLate) {
        lateness.listen(isLate);
    }

    @Override
    public boolean isLate() {
        return lateness.isLate();
    }

    /** Takes at most some ten seconds, and those only if the database does not answer. */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        writer.endWithin(FAREWELL_NANOS);
        awaitWriter();
        reading.close();
        watch.shutdown();
        store.close(); // whoever still waits for it gets an error
        threads.join(FAREWELL_NANOS);
        journal.close();
    }

    private void awaitWriter() {
        try {
            TimeUnit.NANOSECONDS.timedJoin(writing, FAREWELL_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
