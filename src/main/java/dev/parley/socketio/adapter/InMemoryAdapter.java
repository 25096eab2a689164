package dev.parley.socketio.adapter;

import dev.parley.socketio.Adapter;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastAcks;
import dev.parley.socketio.BroadcastTarget;
import dev.parley.socketio.Emission;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.RecoveryStore;
import dev.parley.socketio.RemoteSocket;
import dev.parley.socketio.RoomListener;
import dev.parley.socketio.Socket;
import dev.parley.socketio.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Rooms of one node, in memory. Safe for use by many threads.
 *
 * <p>A room exists while it has members. A socket's own room is not stored: its id finds it in the namespace.
 */
public final class InMemoryAdapter implements Adapter {
    private static final Logger LOG = System.getLogger(InMemoryAdapter.class.getName());

    private final Namespace namespace;
    private final ConcurrentMap<String, Set<Socket>> members = new ConcurrentHashMap<>();
    private final ConcurrentMap<Socket, Set<String>> memberships = new ConcurrentHashMap<>();
    private final RoomEvents events = new RoomEvents();
    private final Optional<RecoveryStore> recovery;

    public InMemoryAdapter(Namespace namespace) {
        this.namespace = namespace;
        RecoveryOptions options = namespace.server().options().recovery();
        this.recovery = options.isOn()
                ? Optional.of(new InMemoryRecovery(options, namespace.server().scheduler()))
                : Optional.empty();
    }

    @Override
    public void add(Socket socket) {
        memberships.put(socket, Set.of());
    }

    @Override
    public void remove(Socket socket) {
        Set<String> rooms = memberships.remove(socket);
        if (rooms != null) {
            rooms.forEach(room -> removeMember(room, socket));
            events.tell();
        }
    }

    @Override
    public void join(Socket socket, Collection<String> rooms) {
        // inside computeIfPresent, so that nobody is added to a room after having been removed from all
        memberships.computeIfPresent(socket, (same, before) -> {
            Set<String> after = new HashSet<>(before);
            for (String room : rooms) {
                if (after.add(room)) {
                    members.compute(room, (name, all) -> {
                        Set<Socket> set = all == null ? ConcurrentHashMap.newKeySet() : all;
                        set.add(socket);
                        events.joined(name, socket, all == null);
                        return set;
                    });
                }
            }
            return Set.copyOf(after);
        });
        events.tell();
    }

    @Override
    public void leave(Socket socket, String room) {
        memberships.computeIfPresent(socket, (same, before) -> {
            if (!before.contains(room)) {
                return before;
            }
            removeMember(room, socket);
            Set<String> after = new HashSet<>(before);
            after.remove(room);
            return Set.copyOf(after);
        });
        events.tell();
    }

    @Override
    public Set<String> rooms(Socket socket) {
        Set<String> rooms = memberships.get(socket);
        if (rooms == null) {
            return Set.of();
        }
        Set<String> all = new HashSet<>(rooms);
        all.add(socket.id());
        return Set.copyOf(all);
    }

    @Override
    public Subscription onRooms(RoomListener listener) {
        return events.add(listener);
    }

    @Override
    public Set<String> localRooms() {
        return Set.copyOf(members.keySet());
    }

    @Override
    public void broadcast(Emission emission, BroadcastTarget target) {
        forEach(target, socket -> {
            try {
                socket.link().deliver(emission, target.droppable());
            } catch (RuntimeException e) { // one that cannot be written to must not silence those after it
                LOG.log(Level.ERROR, "'" + emission.event() + "' could not be sent to " + socket, e);
            }
        });
    }

    @Override
    public void broadcastWithAck(Emission emission, BroadcastTarget target, Duration timeout, BroadcastAcks acks) {
        forEach(target, socket -> {
            if (socket.isConnected()) { // who is still on the way in receives nothing
                acks.asked();
                ask(socket, emission, timeout, acks);
            }
        });
        acks.counted();
    }

    private static void ask(Socket socket, Emission emission, Duration timeout, BroadcastAcks acks) {
        CompletableFuture<Arguments> asked;
        try {
            asked = socket.link().deliverWithAck(emission, timeout);
        } catch (RuntimeException failed) { // too many are awaited, or it cannot be written
            asked = CompletableFuture.failedFuture(failed);
        }
        CompletableFuture<Arguments> unused = asked.whenComplete((answer, failure) -> {
            if (failure == null) {
                acks.answered(answer);
            } else {
                acks.missed(socket.publicId());
            }
        });
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetch(BroadcastTarget target) {
        return CompletableFuture.completedFuture(List.copyOf(localSockets(target)));
    }

    @Override
    public void join(BroadcastTarget target, Collection<String> rooms) {
        String[] names = rooms.toArray(String[]::new);
        localSockets(target).forEach(socket -> socket.join(names));
    }

    @Override
    public void leave(BroadcastTarget target, Collection<String> rooms) {
        localSockets(target).forEach(socket -> rooms.forEach(socket::leave));
    }

    @Override
    public void disconnect(BroadcastTarget target, boolean close) {
        localSockets(target).forEach(socket -> socket.disconnect(close));
    }

    /** There is no other node. */
    @Override
    public void serverSideEmit(String event, Arguments arguments) {}

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Arguments arguments) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public Collection<Socket> localSockets(BroadcastTarget target) {
        Collection<Socket> found = new ArrayList<>();
        forEach(target, socket -> {
            if (socket.isConnected()) { // nor is anything sent to who is on the way in or out
                found.add(socket);
            }
        });
        return found;
    }

    @Override
    public CompletionStage<Integer> count(BroadcastTarget target) {
        if (target.rooms().isEmpty() && target.except().isEmpty()) {
            return CompletableFuture.completedFuture(namespace.localCount());
        }
        return CompletableFuture.completedFuture(localSockets(target).size());
    }

    @Override
    public Optional<RecoveryStore> recovery() {
        return recovery;
    }

    @Override
    public void close() {
        recovery.ifPresent(RecoveryStore::close);
        members.clear();
        memberships.clear();
    }

    private void removeMember(String room, Socket socket) {
        members.computeIfPresent(room, (name, all) -> {
            all.remove(socket);
            events.left(name, socket, all.isEmpty());
            return all.isEmpty() ? null : all;
        });
    }

    private void forEach(BroadcastTarget target, Consumer<Socket> action) {
        Consumer<Socket> filtered = target.except().isEmpty() ? action : allBut(target.except(), action);
        if (target.rooms().isEmpty()) {
            memberships.keySet().forEach(filtered);
        } else if (target.rooms().size() == 1) {
            forEachMember(target.rooms().iterator().next(), filtered);
        } else {
            Set<Socket> each = new HashSet<>();
            target.rooms().forEach(room -> forEachMember(room, each::add));
            each.forEach(filtered);
        }
    }

    private void forEachMember(String room, Consumer<Socket> action) {
        Socket own = namespace.socket(room).orElse(null);
        if (own != null && memberships.containsKey(own)) {
            action.accept(own);
        }
        Set<Socket> joined = members.get(room);
        if (joined != null) {
            for (Socket socket : joined) {
                if (socket != own) {
                    action.accept(socket);
                }
            }
        }
    }

    /** Looks the rooms up once for all sockets: most often there is one that is left out, and no room. */
    private Consumer<Socket> allBut(Set<String> except, Consumer<Socket> action) {
        List<Set<Socket>> rooms =
                except.stream().map(members::get).filter(Objects::nonNull).toList();
        return socket -> {
            if (!except.contains(socket.id()) && !except.contains(socket.publicId()) && !isInAny(rooms, socket)) {
                action.accept(socket);
            }
        };
    }

    private static boolean isInAny(List<Set<Socket>> rooms, Socket socket) {
        for (Set<Socket> room : rooms) {
            if (room.contains(socket)) {
                return true;
            }
        }
        return false;
    }
}
