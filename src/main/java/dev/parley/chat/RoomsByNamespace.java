package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.SocketIoServer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms of all namespaces. They are here for longer than the namespaces themselves, which come and go with their clients:
 * whoever comes next finds the same rooms, and not others that count anew. Safe for use by many threads.
 */
final class RoomsByNamespace {
    private final ChatOptions options;
    private final Archive archive;
    private final Heads heads;
    private final Clock clock;
    private final SocketIoServer io;
    private final Scheduler scheduler;
    private final Map<String, Rooms> all = new ConcurrentHashMap<>();

    RoomsByNamespace(ChatOptions options, Archive archive, Heads heads, Clock clock, SocketIoServer io) {
        this.options = options;
        this.archive = archive;
        this.heads = heads;
        this.clock = clock;
        this.io = io;
        this.scheduler = io.scheduler();
        scheduler.every(Rooms.IDLE, this::sweep);
    }

    Rooms of(String namespace) {
        return all.compute(namespace, (name, known) -> {
            Rooms rooms = known == null ? new Rooms(name, options, archive, heads, scheduler, clock) : known;
            rooms.touch();
            return rooms;
        });
    }

    /** Lets go of rooms that nobody has used for a while. */
    private void sweep() {
        all.values().forEach(Rooms::sweep); // not below, where a lock is held: whatever waits for its turn in a room goes on here
        for (String namespace : all.keySet()) {
            all.computeIfPresent(
                    namespace, (name, rooms) -> rooms.isIdle() && io.existing(name).isEmpty() ? null : rooms);
        }
    }
}
