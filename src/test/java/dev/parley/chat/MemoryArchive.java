package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.Change;
import dev.parley.chat.store.FileContent;
import dev.parley.chat.store.FileUse;
import dev.parley.chat.store.LastRead;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.SearchPlace;
import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredFile;
import dev.parley.chat.store.StoredMessage;
import dev.parley.chat.store.StoredRoom;
import dev.parley.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An archive without a database, whose answers come when the test says so. Safe for use by many threads. */
public final class MemoryArchive implements Archive {
    private final Map<RoomKey, NavigableMap<Long, StoredMessage>> messages = new LinkedHashMap<>();
    private final Map<RoomKey, StoredRoom> rooms = new LinkedHashMap<>();
    private final Map<String, Map<RoomKey, Long>> read = new HashMap<>();
    private final Map<String, StoredFile> files = new HashMap<>();
    private final List<StoredAct> acts = new ArrayList<>();
    private final Set<String> usedFiles = new HashSet<>();
    private final List<Consumer<Boolean>> lateListeners = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean isHeld;
    private boolean isLate;
    private String broken; // why nothing can be kept or read, null if it can
    private int questions;

    /** From now on questions are answered only by {@link #answer}. */
    synchronized void hold() {
        isHeld = true;
    }

    /** Answers what has been asked. */
    void answer() {
        List<Runnable> due;
        synchronized (this) {
            isHeld = false;
            due = List.copyOf(held);
            held.clear();
        }
        due.forEach(Runnable::run);
    }

    /** Nothing can be kept or read any more; null: it can again. */
    synchronized void breakDown(String why) {
        broken = why;
    }

    void late(boolean now) {
        isLate = now;
        lateListeners.forEach(listener -> listener.accept(now));
    }

    /** How often it was asked. */
    synchronized int questions() {
        return questions;
    }

    @Override
    public synchronized void record(List<Change> changes) {
        refuseIfBroken();
        for (Change change : changes) {
            if (change instanceof StoredMessage message) {
                messages.computeIfAbsent(message.room(), key -> new TreeMap<>()).put(message.id(), message);
                rooms.computeIfPresent(message.room(), (key, room) -> new StoredRoom(
                        key, room.topic(), room.createdBy(), room.created(), message.changed()));
            } else if (change instanceof StoredRoom room) {
                rooms.put(room.key(), room);
            } else if (change instanceof LastRead last) {
                read.computeIfAbsent(last.person(), any -> new HashMap<>()).put(last.room(), last.id());
            } else if (change instanceof FileUse use && use.isUsed()) {
                usedFiles.add(use.file());
            } else if (change instanceof FileUse use) {
                files.remove(use.file());
            } else if (change instanceof StoredAct act) {
                acts.add(act);
            }
        }
    }

    @Override
    public CompletionStage<List<StoredAct>> sanctions() {
        return later(() -> List.copyOf(acts));
    }

    @Override
    public CompletionStage<List<StoredAct>> acts(String namespace, long before, int limit) {
        return later(() -> acts.stream()
                .filter(act -> act.namespace().equals(namespace) && act.time() < before)
                .sorted(Comparator.comparingLong(StoredAct::time).reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<List<StoredRoom>> rooms() {
        return later(() -> List.copyOf(rooms.values()));
    }

    @Override
    public CompletionStage<List<StoredMessage>> newest(RoomKey room, int limit) {
        return before(room, Long.MAX_VALUE, limit);
    }

    @Override
    public CompletionStage<List<StoredMessage>> before(RoomKey room, long id, int limit) {
        return later(() -> of(room).headMap(id, false).descendingMap().values().stream()
                .limit(limit)
                .sorted(Comparator.comparingLong(StoredMessage::id))
                .toList());
    }

    @Override
    public CompletionStage<List<StoredMessage>> after(RoomKey room, long number, int limit) {
        return later(() -> of(room).values().stream()
                .filter(message -> message.changed() > number)
                .sorted(Comparator.comparingLong(StoredMessage::changed))
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<StoredMessage> message(RoomKey room, long id) {
        return later(() -> of(room).get(id));
    }

    @Override
    public CompletionStage<List<StoredMessage>> search(
            String namespace, Set<String> where, String text, SearchPlace from, int limit) {
        return later(() -> all(namespace)
                .filter(message -> where.isEmpty()
                        ? !message.room().room().startsWith("@")
                        : where.contains(message.room().room()))
                .filter(message -> from.isBefore(message) && !message.isDeleted())
                .filter(message -> message.text().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingLong(StoredMessage::time)
                        .thenComparingLong(StoredMessage::id)
                        .reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<List<StoredMessage>> saidBy(String namespace, String person, int limit) {
        return later(() -> all(namespace)
                .filter(message -> message.author().equals(person) && message.nonce() != null)
                .sorted(Comparator.comparingLong(StoredMessage::time).reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<List<StoredMessage>> privateRooms(String namespace, String person, int limit) {
        return later(() -> messages.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .filter(entry -> entry.getKey().room().startsWith("@" + person + "+")
                        || (entry.getKey().room().startsWith("@") && entry.getKey().room().endsWith("+" + person)))
                .map(entry -> entry.getValue().lastEntry().getValue())
                .sorted(Comparator.comparingLong(StoredMessage::time).reversed())
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<Map<String, Long>> lastRead(String namespace, String person) {
        return later(() -> {
            Map<String, Long> found = new HashMap<>();
            read.getOrDefault(person, Map.of()).forEach((room, id) -> {
                if (room.namespace().equals(namespace)) {
                    found.put(room.room(), id);
                }
            });
            return found;
        });
    }

    @Override
    public CompletionStage<Integer> unread(RoomKey room, long after, long through, String person, int limit) {
        return later(() -> (int) of(room).tailMap(after, false).values().stream()
                .filter(message -> message.id() <= through)
                .filter(message -> !message.isDeleted() && !message.author().equals(person))
                .limit(limit)
                .count());
    }

    @Override
    public synchronized void saveFile(StoredFile file, InputStream content) {
        refuseIfBroken();
        try {
            content.readAllBytes();
        } catch (IOException e) {
            throw new StorageException("a file broke off", e);
        }
        files.put(file.id(), file);
    }

    @Override
    public synchronized List<StoredFile> waitingFiles(String person, String address) {
        return files.values().stream()
                .filter(file -> !usedFiles.contains(file.id()))
                .filter(file -> file.person().equals(person) || (address != null && address.equals(file.address())))
                .toList();
    }

    /** Without what is in it. */
    @Override
    public synchronized FileContent file(String id) {
        StoredFile file = files.get(id);
        return file == null ? null : new FileContent(file, InputStream.nullInputStream());
    }

    @Override
    public synchronized void removeUnusedFiles(long before) {
        files.values().removeIf(file -> file.time() < before && !usedFiles.contains(file.id()));
    }

    @Override
    public void onLate(Consumer<Boolean> listener) {
        lateListeners.add(listener);
    }

    @Override
    public boolean isLate() {
        return isLate;
    }

    @Override
    public void close() {}

    private NavigableMap<Long, StoredMessage> of(RoomKey room) {
        return messages.getOrDefault(room, new TreeMap<>());
    }

    private Stream<StoredMessage> all(String namespace) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .flatMap(entry -> entry.getValue().values().stream());
    }

    private void refuseIfBroken() {
        if (broken != null) {
            throw new StorageException(broken, null);
        }
    }

    private <T> CompletionStage<T> later(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable ask = () -> {
            try {
                T found;
                synchronized (this) {
                    refuseIfBroken();
                    found = question.get();
                }
                answer.complete(found);
            } catch (StorageException e) {
                answer.completeExceptionally(e);
            }
        };
        synchronized (this) {
            questions++;
            if (isHeld) {
                held.add(ask);
                return answer;
            }
        }
        ask.run();
        return answer;
    }
}
