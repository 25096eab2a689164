package dev.parley.chat;

import dev.parley.socketio.Ack;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is in one namespace and in which of its rooms. Safe for use by many threads. */
final class Roster {
    private final Namespace namespace;
    private final People people;
    private final Rooms rooms;
    private final Lists lists;

    /** @param isReserved whether a name is for those alone whose own it is */
    Roster(Namespace namespace, Rooms rooms, Predicate<String> isReserved) {
        this.namespace = namespace;
        this.people = new People(isReserved);
        this.rooms = rooms;
        this.lists = new Lists(namespace, people, rooms);
    }

    People people() {
        return people;
    }

    Lists lists() {
        return lists;
    }

    /** The person a socket belongs to. @throws EventRefused if it has no name yet */
    Person person(Socket socket) {
        return people.of(socket)
                .orElseThrow(() -> new EventRefused("NAME_NEEDED", null, "one must have a name before that"));
    }

    /** The person with an id, or that of a connection, or else a name: a name must not stand in an id's way. */
    Optional<Person> find(String idOrName) {
        return people.withId(idOrName)
                .or(() -> namespace.socket(idOrName).map(people::of).orElseGet(() -> people.named(idOrName)));
    }

    boolean isConnection(String id) {
        return namespace.socket(id).isPresent();
    }

    boolean isMember(Socket socket, String room) {
        return room.equals(Room.LOBBY) || rooms.of(socket).contains(room);
    }

    /**
     * Lets somebody in, and tells it. Called in the room's turn.
     *
     * @throws EventRefused if they are in too many
     */
    void enter(Room room, Socket socket, Person person) {
        if (room.isMember(socket)) {
            return;
        }
        rooms.entered(socket, room.name());
        boolean isNew = room.isNew();
        room.add(socket);
        Audience.enter(socket, room.name());
        if (!socket.isConnected()) { // has gone meanwhile
            leave(room, socket, person);
            return;
        }
        lists.tellMember(room.name(), person);
        if (isNew) {
            lists.tellRoom(room);
        }
    }

    /** Lets somebody out, and tells it. Called in the room's turn. */
    void leave(Room room, Socket socket, Person person) {
        rooms.left(socket, room.name());
        if (!room.remove(socket)) {
            return;
        }
        Audience.leave(socket, room.name());
        if (person.sockets().stream().noneMatch(room::isMember)) {
            lists.tellMemberGone(room.name(), person);
        }
    }

    /** Somebody has gone: they leave all their rooms. */
    void leaveAll(Socket socket) {
        people.of(socket).ifPresent(person -> {
            for (String name : rooms.of(socket)) {
                rooms.in(name, new Reply(socket, Ack.NOT_WANTED), room -> leave(room, socket, person));
            }
        });
    }

    /** Somebody is called otherwise, or has come back: the rooms where they are hear of it. */
    void tellMember(Person person) {
        person.sockets().stream()
                .flatMap(tab -> rooms.of(tab).stream())
                .distinct()
                .forEach(room -> lists.tellMember(room, person));
    }
}
