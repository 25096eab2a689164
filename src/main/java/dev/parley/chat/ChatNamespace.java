package dev.parley.chat;

import dev.parley.chat.store.Archive;
import dev.parley.chat.store.StoredMessage;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The chat of one namespace: what its listeners share. Safe for use by many threads. */
final class ChatNamespace {
    /** Characters of what else a client may say of itself, or in a message. */
    static final int MAX_FIELDS = 2_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    private final Chat owner;
    private final Namespace namespace;
    private final ChatOptions options;
    private final Archive archive;
    private final Files files;
    private final Clock clock;
    private final Rooms rooms;
    private final Roster roster;
    private final Memories memories;
    private final Audience audience;

    private final Permits permits;
    private final Guard guard;
    private final Moderation moderation;

    ChatNamespace(
            Chat owner, Namespace namespace, ChatOptions options, Archive archive, Rooms rooms, Files files, Clock clock) {
        this.owner = owner;
        this.namespace = namespace;
        this.options = options;
        this.archive = archive;
        this.files = files;
        this.clock = clock;
        this.rooms = rooms;
        this.roster = new Roster(namespace, rooms, owner::isReserved);
        this.memories = new Memories(namespace.name(), archive, namespace.server().scheduler());
        this.audience = new Audience(namespace);
        this.permits = new Permits(owner.permissions(), namespace.name());
        this.guard = new Guard(this, permits, owner.sanctions());
        this.moderation = new Moderation(this, owner.sanctions());
    }

    /** Whether it belongs to a chat: an application may have one of its own, elsewhere. */
    boolean isOf(Chat chat) {
        return owner == chat;
    }

    void install() {
        new Arrivals(this).install(namespace);
        new RoomEvents(this).install(namespace);
        new Talk(this).install(namespace);
        new Changes(this).install(namespace);
        new History(this).install(namespace);
        guard.install(namespace);
        permits.install(namespace);
        moderation.install(namespace);
    }

    /** The database is behind, or has caught up. */
    void tellLate(boolean isLate) {
        namespace.emit("history late", Map.of("late", isLate));
    }

    Namespace namespace() {
        return namespace;
    }

    ChatOptions options() {
        return options;
    }

    Archive archive() {
        return archive;
    }

    Files files() {
        return files;
    }

    Clock clock() {
        return clock;
    }

    Rooms rooms() {
        return rooms;
    }

    Roster roster() {
        return roster;
    }

    Memories memories() {
        return memories;
    }

    Guard guard() {
        return guard;
    }

    Permits permits() {
        return permits;
    }

    Moderation moderation() {
        return moderation;
    }

    /** Whether this is as long as the ids are that come of keys. */
    static boolean isPersonId(String id) {
        return id.length() == Person.ID_LENGTH && isId(id);
    }

    /** Whether this can be the id of somebody who is not here. */
    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    Audience audience() {
        return audience;
    }

    /**
     * Where somebody means: a room, a person, else the lobby.
     *
     * @throws EventRefused if there can be no such person, or no such name for a room
     */
    Where where(Person from, Request request) {
        Optional<String> target = request.optional("target");
        if (target.isEmpty()) {
            return Where.in(request.optional("room").map(Wording::room).orElse(Room.LOBBY));
        }
        Optional<Person> here = roster.find(target.get());
        if (here.isEmpty() && !isId(target.get())) {
            throw noSuchUser();
        }
        String to = here.map(Person::id).orElse(target.get());
        return new Where(Room.between(from.id(), to), to, here.map(Person::name).orElse(null));
    }

    /** Who is away can be written to by those they know. Called in the room's turn. @throws EventRefused if nobody knows them */
    void requireKnown(Room room, Where where) {
        if (where.isPrivate() && where.target() == null && room.last() == 0) {
            throw noSuchUser();
        }
    }

    static EventRefused noSuchUser() {
        return new EventRefused("NO_SUCH_USER", "target", "nobody here has that name or id");
    }

    /** What the other in a private room is called, be they here or not. Called in the room's turn. */
    String nameOf(Room room, Where where) {
        if (where.target() != null) {
            return where.target();
        }
        List<StoredMessage> newest = room.tail().newest(1);
        return newest.isEmpty() ? "" : MessageJson.nameIn(newest.get(0), where.to());
    }
}
