package dev.parley.chat;

import dev.parley.chat.Announcements.Change;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is in one namespace and in which of its rooms, and the lists that tell it. Safe for use by many threads.
 *
 * <p>Lists are told by {@link Announcements}: the last one told is always the newest, and several changes at once are
 * told as one.
 */
final class Roster {
    private final Namespace namespace;
    private final People people = new People();
    private final ChatRooms rooms;
    private final Announcements announcements;

    Roster(Namespace namespace, ChatOptions options) {
        this.namespace = namespace;
        this.rooms = new ChatRooms(options.maxRooms(), options.maxRoomsPerPerson());
        this.announcements = new Announcements(namespace.server().scheduler());
    }

    People people() {
        return people;
    }

    /** The person a socket belongs to. @throws EventRefused if it has no name yet */
    Person person(Socket socket) {
        return people.of(socket)
                .orElseThrow(() -> new EventRefused("NAME_NEEDED", null, "one must have a name before that"));
    }

    /** The person with an id or else a name: a name that somebody has chosen must not stand in an id's way. */
    Optional<Person> find(String idOrName) {
        return namespace.socket(idOrName).map(people::of).orElseGet(() -> people.named(idOrName));
    }

    boolean isMember(Socket socket, String room) {
        return rooms.isMember(socket, room);
    }

    /**
     * Lets somebody in; tell it afterwards.
     *
     * @return whether the room is new
     * @throws EventRefused if it is no room for people, or one too many
     */
    boolean join(Socket socket, String room) {
        if (namespace.socket(room).isPresent()) { // a socket's own room would let one read another's private messages
            throw new EventRefused("ROOM_NAME", "room", "a room must not have the id of a connection");
        }
        boolean isNew = rooms.join(socket, room);
        socket.join(room);
        return isNew;
    }

    /** Somebody has come into a room: tells its members, and all if it is new. */
    void tellJoin(String room, boolean isNew) {
        tellMembers(room);
        if (isNew) {
            tellRooms();
        }
    }

    /** Lets somebody out, and tells it. */
    void leave(Socket socket, String room) {
        boolean hasCeased = rooms.leave(socket, room);
        socket.leave(room);
        if (hasCeased) {
            tellRooms();
        } else {
            tellMembers(room);
        }
    }

    void leaveAll(Socket socket) {
        rooms.of(socket).forEach(room -> leave(socket, room));
    }

    /** The names of those in a room, in the order of arrival. */
    List<String> members(String room) {
        return names(rooms.members(room).stream()
                .flatMap(member -> people.of(member).stream())
                .toList());
    }

    /** The names of all, in the order of arrival. */
    List<String> everybody() {
        return names(people.all());
    }

    /** Somebody has a name now: tells the rooms to them and the people to all. */
    void tellArrival(Person person) {
        announcements.tell(
                new Change(
                        "rooms for " + person.id(),
                        () -> person.socket().emit("rooms", Map.of("rooms", rooms.names()))),
                new Change("people", this::emitPeople));
        rooms.of(person.socket()).forEach(this::tellMembers); // who renames is in some already
    }

    void tellPeople() {
        announcements.tell(new Change("people", this::emitPeople));
    }

    private void tellRooms() {
        announcements.tell(new Change("rooms", () -> namespace.emit("rooms", Map.of("rooms", rooms.names()))));
    }

    private void tellMembers(String room) {
        announcements.tell(new Change(
                "members of " + room,
                () -> namespace.to(room).emit("room users", Map.of("room", room, "users", members(room)))));
    }

    private void emitPeople() {
        List<Person> all = people.all();
        namespace.emit(
                "users",
                Map.of("numUsers", all.size(), "users", all.stream().map(Person::toJson).toList()));
    }

    private static List<String> names(List<Person> some) {
        return some.stream().map(Person::name).toList();
    }
}
