package dev.parley.chat;

import dev.parley.chat.Announcements.Change;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the lists of people, rooms and members: the whole list on every change to clients of the simple kind, once the whole
 * and then the differences to those who have asked for that. Safe for use by many threads.
 *
 * <p>They are told by {@link Announcements}: what is told last is always the newest, and several changes at once are told as
 * one.
 */
final class Lists {
    private final Namespace namespace;
    private final People people;
    private final Rooms rooms;
    private final Announcements announcements;
    private final Differences peopleChanged = new Differences();
    private final Differences roomsChanged = new Differences();
    private final Set<Socket> newcomers = ConcurrentHashMap.newKeySet();
    private final Map<String, Differences> membersChanged = new ConcurrentHashMap<>();

    Lists(Namespace namespace, People people, Rooms rooms) {
        this.namespace = namespace;
        this.people = people;
        this.rooms = rooms;
        this.announcements = new Announcements(namespace.server().scheduler(), namespace::localCount);
    }

    /** Somebody is another than before. */
    void tell(Person person) {
        peopleChanged.put(person.id(), person.toJson());
        announcements.tell(peopleChange());
    }

    void tellGone(Person person) {
        peopleChanged.remove(person.id());
        announcements.tell(peopleChange());
    }

    /** Somebody has come, or has one more tab: tells it what there is, and the others, if it is somebody new. */
    void tellArrival(Socket socket, Person person, boolean isNews) {
        newcomers.add(socket);
        Change all = new Change("all", this::tellAll);
        if (isNews) {
            peopleChanged.put(person.id(), person.toJson());
            announcements.tell(all, peopleChange());
        } else {
            announcements.tell(all);
        }
    }

    /** Written once for all who have come meanwhile: it is as long as many are here. */
    private void tellAll() {
        List<String> simple = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Iterator<Socket> each = newcomers.iterator(); each.hasNext(); ) {
            Socket socket = each.next();
            each.remove(); // at once: who comes from now on is told the next time
            (Audience.wantsLists(socket) ? simple : others).add(socket.id());
        }
        if (!simple.isEmpty()) {
            to(simple).emit("rooms", Map.of("rooms", roomNames()));
        }
        if (!others.isEmpty()) {
            to(others).emit("state", Told.of("users", json(people.all()), "rooms", allRooms()));
        }
    }

    private BroadcastOperator to(List<String> sockets) {
        return namespace.to(sockets.toArray(String[]::new));
    }

    /** A room has come, or is about something else. */
    void tellRoom(Room room) {
        roomsChanged.put(room.name(), JsonText.of(told(room.name(), room.stored().topic())).asJsonObject());
        announcements.tell(new Change("rooms", () -> {
            lists().emit("rooms", Map.of("rooms", roomNames()));
            differences().emit("rooms changed", Arguments.of(List.of(roomsChanged.take())));
        }));
    }

    void tellMember(String room, Person person) {
        changed(room).put(person.id(), person.toJson());
        tellMembers(room);
    }

    void tellMemberGone(String room, Person person) {
        changed(room).remove(person.id());
        tellMembers(room);
    }

    /** Those in a room, in the order of arrival. */
    List<Person> members(String room) {
        if (room.equals(Room.LOBBY)) {
            return people.all();
        }
        return rooms.inMemory(room).map(Room::present).orElse(List.of()).stream()
                .flatMap(member -> people.of(member).stream())
                .distinct()
                .toList();
    }

    static List<String> names(List<Person> some) {
        return some.stream().map(Person::name).toList();
    }

    /** All rooms but the lobby, by name. */
    List<Map<String, Object>> allRooms() {
        return rooms.all().stream()
                .map(room -> told(room.key().room(), room.topic()))
                .toList();
    }

    private Map<String, Object> told(String room, String topic) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("room", room);
        told.put("topic", topic);
        told.put("members", members(room).size());
        return told;
    }

    private Change peopleChange() {
        return new Change("people", () -> {
            List<Person> all = people.all();
            lists().emit("users", Told.of("numUsers", all.size(), "users", json(all)));
            differences().emit("people", Arguments.of(List.of(peopleChanged.take())));
        });
    }

    private Differences changed(String room) {
        return membersChanged.computeIfAbsent(room, any -> new Differences());
    }

    private void tellMembers(String room) {
        announcements.tell(new Change("members of " + room, () -> {
            BroadcastOperator members = namespace.to(room);
            members.except(Audience.DIFFERENCES)
                    .emit("room users", Told.of("room", room, "users", names(members(room))));
            Differences changed = membersChanged.remove(room);
            if (changed != null) {
                members.except(Audience.LISTS)
                        .emit(
                                "members",
                                Arguments.of(List.of(JsonText.object(changed.take())
                                        .add("room", room)
                                        .build())));
            }
        }));
    }

    private BroadcastOperator lists() {
        return namespace.except(Audience.DIFFERENCES);
    }

    private BroadcastOperator differences() {
        return namespace.to(Audience.DIFFERENCES);
    }

    private List<String> roomNames() {
        return rooms.all().stream().map(room -> room.key().room()).toList();
    }

    private static List<?> json(List<Person> some) {
        return some.stream().map(Person::toJson).toList();
    }
}
