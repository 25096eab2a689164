package dev.parley.chat;

import dev.parley.chat.policy.Place;
import dev.parley.chat.store.Archive;
import dev.parley.chat.store.Change;
import dev.parley.chat.store.LastRead;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredMessage;
import dev.parley.chat.store.StoredRoom;
import dev.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A room in memory: its end of the history, its members. One thing happens in it at a time, in turns; so everybody hears its
 * messages in the order of their numbers, and whoever comes in sees the history up to the first message they hear.
 */
final class Room {
    static final String LOBBY = Place.LOBBY;

    private final RoomKey key;
    private final Rooms rooms;
    private final Archive archive;
    private final Gate gate = new Gate();
    private final Set<Socket> members = new LinkedHashSet<>(0); // confined to the turns, as all that follows
    private volatile List<Socket> present = List.of(); // the same, for everybody to see
    private StoredRoom stored;
    private Tail tail;
    private boolean isKept; // whether the archive knows the room
    private boolean isNew;
    private boolean isRetired;
    private volatile long usedAt;

    Room(RoomKey key, Rooms rooms, Archive archive) {
        this.key = key;
        this.rooms = rooms;
        this.archive = archive;
    }

    /** Whether a room is there for all to see: neither the lobby nor private. */
    static boolean isPublic(String name) {
        return !name.equals(LOBBY) && !isPrivate(name);
    }

    static boolean isPrivate(String name) {
        return name.startsWith("@");
    }

    /** The private room of two people. */
    static String between(String person, String other) {
        return person.compareTo(other) < 0 ? "@" + person + "+" + other : "@" + other + "+" + person;
    }

    /** What the room is like, once that is known: the first turn. */
    void open(StoredRoom known, boolean isInArchive, boolean newly, List<StoredMessage> newest) {
        gate.open(() -> {
            stored = known;
            isKept = isInArchive;
            isNew = newly;
            tail = new Tail(newest, known.last());
        });
    }

    /** It cannot be opened: whoever waits is told. */
    void fail(Throwable why) {
        gate.refuse(Reply.asRefusal(why));
    }

    /** Does something in a turn, and refuses what it refuses. */
    void turn(Reply reply, Consumer<Room> work) {
        usedAt = rooms.now();
        gate.pass(
                () -> {
                    if (isRetired) { // another has taken its place
                        rooms.in(key.room(), reply, work);
                    } else {
                        reply.guard(() -> work.accept(this));
                    }
                },
                reply::refuse);
    }

    /** Goes on in a later turn with what a stage brings. */
    <T> void later(Reply reply, CompletionStage<T> stage, BiConsumer<Room, T> work) {
        stage.whenComplete((result, failure) ->
                turn(reply, room -> reply.then(result, failure, brought -> work.accept(room, brought))));
    }

    RoomKey key() {
        return key;
    }

    String name() {
        return key.room();
    }

    StoredRoom stored() {
        return stored;
    }

    Tail tail() {
        return tail;
    }

    long last() {
        return stored.last();
    }

    long usedAt() {
        return usedAt;
    }

    /** Who is in, in the order of arrival; to be asked by anybody. */
    List<Socket> present() {
        return present;
    }

    boolean isMember(Socket socket) {
        return key.room().equals(LOBBY) || isPrivate(key.room()) || members.contains(socket);
    }

    /** Whether nobody has come in yet since it was created; asked once. */
    boolean isNew() {
        boolean was = isNew;
        isNew = false;
        return was;
    }

    boolean add(Socket socket) {
        boolean isNew = members.add(socket);
        present = List.copyOf(members);
        return isNew;
    }

    boolean remove(Socket socket) {
        boolean wasIn = members.remove(socket);
        present = List.copyOf(members);
        return wasIn;
    }

    /** Keeps a new or changed message, which has the number after the last, and what else changes with it. */
    void keep(StoredMessage message, List<? extends Change> others) {
        List<Change> changes = new ArrayList<>(2);
        if (!isKept) {
            changes.add(stored);
        }
        changes.add(message);
        changes.addAll(others);
        archive.record(changes);
        isKept = true;
        tail.put(message);
        stored = new StoredRoom(key, stored.topic(), stored.createdBy(), stored.created(), message.changed());
    }

    /** Keeps what the room is about from now on. */
    void keep(StoredRoom changed) {
        archive.record(List.of(changed));
        isKept = true;
        stored = changed;
    }

    /** Keeps how far somebody has read. */
    void keepRead(String person, long id) {
        archive.record(List.of(new LastRead(person, key, id)));
    }

    /**
     * Leaves the memory unless somebody is in. A turn of its own.
     *
     * @param retired gets the room as it is to be remembered; nothing if nothing of it was ever kept
     */
    void retire(Consumer<Optional<StoredRoom>> retired) {
        gate.pass(
                () -> {
                    if (members.isEmpty() && !isRetired) {
                        isRetired = true;
                        retired.accept(isKept ? Optional.of(stored) : Optional.empty());
                    }
                },
                why -> {});
    }
}
