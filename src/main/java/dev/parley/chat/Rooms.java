package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredMessage;
import dev.parley.chat.store.StoredRoom;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import dev.parley.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The rooms of one namespace: those in use are in memory, the others in the archive. Safe for use by many threads. A room
 * comes into memory when somebody asks for it, and leaves it a while after the last has gone.
 */
final class Rooms {
    static final Duration IDLE = Duration.ofMinutes(1);
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String namespace;
    private final ChatOptions options;
    private final Archive archive;
    private final Heads heads;
    private final Scheduler scheduler;
    private final Clock clock;
    private volatile long touchedAt;
    private final Map<String, Room> open = new ConcurrentHashMap<>();
    private final Map<Socket, Set<String>> memberships = new HashMap<>(); // guarded by itself

    Rooms(String namespace, ChatOptions options, Archive archive, Heads heads, Scheduler scheduler, Clock clock) {
        this.namespace = namespace;
        this.options = options;
        this.archive = archive;
        this.heads = heads;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Somebody uses these rooms. */
    void touch() {
        touchedAt = now();
    }

    /** Whether nobody has used them for a while, and none is in memory. */
    boolean isIdle() {
        return open.isEmpty() && touchedAt < now() - IDLE.toMillis();
    }

    /** Does something in a room that is there. */
    void in(String name, Reply reply, Consumer<Room> work) {
        room(name, null).turn(reply, work);
    }

    /** Does something in a room, which is created if it is not there. */
    void inNew(String name, String creator, Reply reply, Consumer<Room> work) {
        room(name, creator).turn(reply, work);
    }

    /** Does something when it is known which rooms there are. */
    void whenKnown(Reply reply, Runnable work) {
        Deadline.within(PATIENCE, scheduler, heads.load().thenApply(all -> true), false)
                .whenComplete((isKnown, failure) -> reply.then(isKnown, failure, known -> {
                    if (!known) {
                        throw Reply.asRefusal(notAnswered());
                    }
                    work.run();
                }));
    }

    /** Whether there is a room, as far as that is known yet. */
    boolean exists(String name) {
        return name.equals(Room.LOBBY) || open.containsKey(name) || heads.find(new RoomKey(namespace, name)).isPresent();
    }

    /** The room if it is in memory. */
    Optional<Room> inMemory(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** The rooms that all may see, without the lobby, by name. */
    List<StoredRoom> all() {
        return heads.all(namespace);
    }

    String namespace() {
        return namespace;
    }

    RoomKey key(String name) {
        return new RoomKey(namespace, name);
    }

    long now() {
        return scheduler.now();
    }

    /** A room has changed. */
    void changed(StoredRoom room) {
        heads.put(room);
    }

    /**
     * Writes down that a socket is in a room.
     *
     * @throws EventRefused if it is in too many
     */
    void entered(Socket socket, String room) {
        synchronized (memberships) {
            Set<String> all = memberships.computeIfAbsent(socket, any -> new LinkedHashSet<>());
            if (!all.contains(room) && all.size() >= options.maxRoomsPerPerson()) {
                throw new EventRefused("ROOM_LIMIT", "room", "one may be in at most " + options.maxRoomsPerPerson() + " rooms (parley.chat.rooms-per-person)");
            }
            all.add(room);
        }
    }

    void left(Socket socket, String room) {
        synchronized (memberships) {
            Set<String> all = memberships.getOrDefault(socket, Set.of());
            if (all.remove(room) && all.isEmpty()) {
                memberships.remove(socket);
            }
        }
    }

    /** The rooms that a socket is in. */
    List<String> of(Socket socket) {
        synchronized (memberships) {
            return List.copyOf(memberships.getOrDefault(socket, Set.of()));
        }
    }

    private Room room(String name, String creator) {
        Room known = open.get(name);
        if (known != null) {
            return known;
        }
        Room made = new Room(key(name), this, archive);
        Room other = open.putIfAbsent(name, made);
        if (other != null) {
            return other;
        }
        load(made, creator);
        return made;
    }

    private void load(Room room, String creator) {
        Scheduler.Timer patience = scheduler.after(PATIENCE, () -> {
            open.remove(room.name(), room);
            room.fail(notAnswered());
        });
        heads.load()
                .thenCompose(known -> known.find(room.key())
                        .map(head -> archive.newest(room.key(), Tail.MESSAGES)
                                .thenAccept(newest -> room.open(head, true, false, newest)))
                        .orElseGet(() -> create(room, creator)))
                .whenComplete((done, failure) -> {
                    patience.cancel();
                    if (failure != null) {
                        open.remove(room.name(), room);
                        room.fail(Reply.cause(failure));
                    }
                });
    }

    private static StorageException notAnswered() {
        return new StorageException("it has not answered within " + PATIENCE.toSeconds() + " s", null);
    }

    /** No messages. */
    static CompletionStage<List<StoredMessage>> nothing() {
        return CompletableFuture.completedFuture(List.of());
    }

    private CompletionStage<Void> create(Room room, String creator) {
        boolean isPublic = Room.isPublic(room.name());
        if (creator == null && isPublic) {
            throw new EventRefused("NO_SUCH_ROOM", "room", "there is no room of that name");
        }
        StoredRoom head = new StoredRoom(room.key(), "", creator == null ? "" : creator, clock.millis(), 0);
        if (isPublic) { // others are kept when something is said there
            heads.put(head);
            archive.record(List.of(head));
        }
        room.open(head, isPublic, isPublic, List.of());
        return CompletableFuture.completedFuture(null);
    }

    /** Lets go of those in which nobody is, and that nobody has used for a while. */
    void sweep() {
        long before = now() - IDLE.toMillis();
        open.values().stream()
                .filter(room -> room.usedAt() < before && room.present().isEmpty())
                .forEach(room -> room.retire(kept -> {
                    kept.ifPresent(heads::put);
                    open.remove(room.name(), room);
                }));
    }
}
