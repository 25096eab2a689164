package dev.parley.chat.store;

import dev.parley.storage.Database;
import dev.parley.storage.RefusedChangeException;
import dev.parley.storage.StorageException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A store in memory that is down, refuses, or takes its time when the test wants it. */
final class FailingStore implements ChatStore {
    final ChatStore store = new JdbcStore(Database.inMemory());
    final AtomicInteger saves = new AtomicInteger();
    final Semaphore slowReads = new Semaphore(0);
    volatile boolean isDown;
    volatile boolean isSlow;
    volatile Predicate<Change> refused = change -> false;

    private <T> T reached(Supplier<T> answer) {
        if (isDown) {
            throw new StorageException("it is down, as the test wants it", null);
        }
        return answer.get();
    }

    @Override
    public void save(List<Change> changes) {
        saves.incrementAndGet();
        reached(() -> {
            if (changes.stream().anyMatch(refused)) {
                throw new RefusedChangeException("refused, as the test wants it", null);
            }
            store.save(changes);
            return null;
        });
    }

    @Override
    public void sync() {
        store.sync();
    }

    @Override
    public List<StoredRoom> rooms() {
        return reached(store::rooms);
    }

    @Override
    public List<StoredMessage> newest(RoomKey room, int limit) {
        return before(room, Long.MAX_VALUE, limit);
    }

    @Override
    public List<StoredMessage> before(RoomKey room, long id, int limit) {
        if (isSlow) {
            slowReads.acquireUninterruptibly();
        }
        return reached(() -> store.before(room, id, limit));
    }

    @Override
    public List<StoredMessage> after(RoomKey room, long number, int limit) {
        return reached(() -> store.after(room, number, limit));
    }

    @Override
    public StoredMessage message(RoomKey room, long id) {
        return reached(() -> store.message(room, id));
    }

    @Override
    public List<StoredMessage> search(String namespace, Set<String> rooms, String text, SearchPlace from, int limit) {
        return reached(() -> store.search(namespace, rooms, text, from, limit));
    }

    @Override
    public List<StoredMessage> saidBy(String namespace, String person, int limit) {
        return reached(() -> store.saidBy(namespace, person, limit));
    }

    @Override
    public List<StoredMessage> privateRooms(String namespace, String person, int limit) {
        return reached(() -> store.privateRooms(namespace, person, limit));
    }

    @Override
    public Map<String, Long> lastRead(String namespace, String person) {
        return reached(() -> store.lastRead(namespace, person));
    }

    @Override
    public Set<Long> unread(RoomKey room, long after, long through, String person, int limit) {
        return reached(() -> store.unread(room, after, through, person, limit));
    }

    @Override
    public List<StoredAct> sanctions() {
        return reached(store::sanctions);
    }

    @Override
    public List<StoredAct> acts(String namespace, long before, int limit) {
        return reached(() -> store.acts(namespace, before, limit));
    }

    @Override
    public void saveFile(StoredFile file, InputStream content) {
        store.saveFile(file, content);
    }

    @Override
    public FileContent file(String id) {
        return store.file(id);
    }

    @Override
    public List<StoredFile> waitingFiles(String person, String address) {
        return reached(() -> store.waitingFiles(person, address));
    }

    @Override
    public void removeUnusedFiles(long before) {
        store.removeUnusedFiles(before);
    }

    @Override
    public void close() {
        store.close();
    }
}
