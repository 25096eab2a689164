package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredRoom;
import dev.parley.socketio.EventRefused;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All rooms that there are, of all namespaces, with their last numbers. Safe for use by many threads. */
final class Heads {
    private final Archive archive;
    private final int maxRooms;
    private final Map<String, Map<String, StoredRoom>> rooms = new HashMap<>(); // guarded by this; by namespace, by name
    private CompletableFuture<Heads> loaded; // guarded by this; null before the first try and after a failed one

    /** @param maxRooms of a namespace, lobby and private rooms not counted; 0 or more */
    Heads(Archive archive, int maxRooms) {
        this.archive = archive;
        this.maxRooms = maxRooms;
    }

    /** Completes with these when they are known; fails while the archive cannot tell, and can be asked again. */
    CompletionStage<Heads> load() {
        CompletableFuture<Heads> mine = new CompletableFuture<>();
        synchronized (this) {
            if (loaded != null) {
                return loaded;
            }
            loaded = mine;
        }
        archive.rooms().whenComplete((found, failure) -> {
            synchronized (this) {
                if (failure == null) {
                    found.forEach(this::remember); // all of them, though there may be fewer by now
                } else {
                    loaded = null;
                }
            }
            if (failure == null) {
                mine.complete(this);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    synchronized Optional<StoredRoom> find(RoomKey key) {
        return Optional.ofNullable(in(key.namespace()).get(key.room()));
    }

    /**
     * A room as it is from now on.
     *
     * @throws EventRefused if it is new, and one too many
     */
    synchronized void put(StoredRoom room) {
        Map<String, StoredRoom> all = in(room.key().namespace());
        String name = room.key().room();
        if (Room.isPublic(name) && !all.containsKey(name) && count(all) >= maxRooms) {
            throw new EventRefused("ROOM_LIMIT", "room", "there may be at most " + maxRooms + " rooms (parley.chat.rooms-max)");
        }
        remember(room);
    }

    private void remember(StoredRoom room) {
        rooms.computeIfAbsent(room.key().namespace(), any -> new HashMap<>()).put(room.key().room(), room);
    }

    /** The rooms that all may see, without the lobby, by name. */
    synchronized List<StoredRoom> all(String namespace) {
        return in(namespace).values().stream()
                .filter(room -> Room.isPublic(room.key().room()))
                .sorted(Comparator.comparing(room -> room.key().room()))
                .toList();
    }

    private static long count(Map<String, StoredRoom> all) {
        return all.keySet().stream().filter(Room::isPublic).count();
    }

    private Map<String, StoredRoom> in(String namespace) {
        return rooms.getOrDefault(namespace, Map.of()); // whoever asks for what is not there leaves no trace
    }
}
