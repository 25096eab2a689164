package dev.parley.chat;

import dev.parley.chat.Announcements.Change;
import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chat of one namespace: its listeners. Safe for use by many threads.
 *
 * <p>Lists (of people, of rooms) are told by {@link Announcements}: the last one told is always the newest, and several
 * changes at once are told as one.
 */
final class ChatNamespace {
    /** Everybody is in it; it is not among the rooms. */
    static final String LOBBY = "lobby";

    private static final int MAX_KEY = 64;
    private static final int MAX_FIELDS = 2_000;

    private final Namespace namespace;
    private final ChatOptions options;
    private final Clock clock;
    private final People people = new People();
    private final ChatRooms rooms;
    private final Announcements announcements;

    ChatNamespace(Namespace namespace, ChatOptions options, Clock clock) {
        this.namespace = namespace;
        this.options = options;
        this.clock = clock;
        this.announcements = new Announcements(namespace.server().scheduler());
        this.rooms = new ChatRooms(options.maxRooms(), options.maxRoomsPerPerson());
    }

    void install() {
        namespace.onConnection(this::welcome);
        namespace.on("add user", this::addUser);
        namespace.on("new message", this::newMessage);
        namespace.on("join room", this::joinRoom);
        namespace.on("leave room", this::leaveRoom);
        namespace.on("typing", (socket, arguments, ack) -> typing("typing", socket, arguments, ack));
        namespace.on("stop typing", (socket, arguments, ack) -> typing("stop typing", socket, arguments, ack));
        namespace.on("leave chat", this::leaveChat);
    }

    private void welcome(Socket socket) {
        socket.onDisconnect(reason -> {
            leaveAllRooms(socket);
            people.remove(socket).ifPresent(this::gone);
        });
        socket.emit("id", Map.of("id", socket.id()));
    }

    private void addUser(Socket socket, Arguments arguments, Ack ack) {
        Request request = Request.of(arguments, "username");
        String wanted = request.string("username");
        Optional<String> key = request.optional("key");
        if (key.isPresent() && (key.get().isEmpty() || key.get().length() > MAX_KEY)) {
            throw new EventRefused("FIELD_TYPE", "key", "a key must have 1 to " + MAX_KEY + " characters");
        }
        JsonObject fields = request.fields(MAX_FIELDS); // everybody gets them whenever somebody comes or goes
        people.take(socket, Wording.name(wanted), key.orElse(null), fields)
                .ifPresent(taken -> named(taken, wanted, ack));
    }

    private void named(People.Taken taken, String wanted, Ack ack) {
        Person person = taken.person();
        Socket socket = person.socket();
        if (taken.replaced() != null) {
            leaveAllRooms(taken.replaced().socket());
            taken.replaced().socket().close(CloseStatus.REPLACED);
        }
        socket.join(LOBBY);
        ack.send(Map.of("id", person.id(), "username", person.name()));
        socket.emit(
                "login",
                Map.of(
                        "numUsers", people.count(),
                        "username", person.name(),
                        "id", person.id(),
                        "changed", !person.name().equals(Wording.name(wanted))));
        if (person.equals(taken.before())) {
            return; // nothing to tell
        }
        if (taken.before() != null) {
            socket.broadcast()
                    .emit("user renamed", Map.of("username", person.name(), "from", taken.before().name()));
            rooms.of(socket).forEach(this::announceMembers);
        } else if (taken.replaced() == null) {
            socket.broadcast()
                    .emit("user joined", Map.of("username", person.name(), "numUsers", people.count()));
        }
        announcements.tell(
                new Change("rooms for " + person.id(), () -> socket.emit("rooms", Map.of("rooms", rooms.names()))),
                new Change("people", this::tellPeople));
    }

    private void gone(Person person) {
        namespace.emit("user left", Map.of("username", person.name(), "numUsers", people.count()));
        announcements.tell(new Change("people", this::tellPeople));
    }

    private void newMessage(Socket socket, Arguments arguments, Ack ack) {
        Person author = named(socket);
        Request request = Request.of(arguments, "message");
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("username", author.name());
        message.put("message", Wording.text(request.string("message"), options.maxText()));
        message.put("id", author.id());
        message.put("numUsers", people.count());
        Object date = request.date().map(Object.class::cast).orElseGet(clock::millis);
        message.put("date", date);
        // the text is among the fields once more, with up to six characters for one of its own
        JsonObject fields = request.fields(MAX_FIELDS + 6 * options.maxText());
        if (!fields.isEmpty()) {
            message.put("fields", fields);
        }
        audience(author, request, message).emit("new message", message);
        socket.emit("own message", message);
        ack.send(Map.of("date", date));
    }

    private void leaveChat(Socket socket, Arguments arguments, Ack ack) {
        ack.send(Map.of());
        socket.close(CloseStatus.NORMAL);
    }

    private void typing(String event, Socket socket, Arguments arguments, Ack ack) {
        Person person = named(socket);
        Map<String, Object> typing = new LinkedHashMap<>();
        typing.put("username", person.name());
        audience(person, Request.of(arguments, "room"), typing).droppable().emit(event, typing);
        ack.send(Map.of());
    }

    /** The others whom something is for; writes down where it was said. */
    private BroadcastOperator audience(Person from, Request request, Map<String, Object> said) {
        Optional<String> target = request.optional("target");
        if (target.isPresent()) {
            Person to = person(target.get())
                    .orElseThrow(() -> new EventRefused("NO_SUCH_USER", "target", "nobody here has that name or id"));
            said.put("target", to.name());
            return from.socket().to(to.id());
        }
        Optional<String> room =
                request.optional("room").map(Wording::room).filter(name -> !name.equals(LOBBY));
        if (room.isEmpty()) {
            return from.socket().broadcast();
        }
        if (!rooms.isMember(from.socket(), room.get())) {
            throw new EventRefused("NOT_A_MEMBER", "room", "one must be in a room to speak there");
        }
        said.put("room", room.get());
        return from.socket().to(room.get());
    }

    private void joinRoom(Socket socket, Arguments arguments, Ack ack) {
        named(socket);
        String room = Wording.room(Request.of(arguments, "room").string("room"));
        if (room.equals(LOBBY)) {
            ack.send(Map.of("room", LOBBY, "users", names(people.all())));
            return;
        }
        if (namespace.socket(room).isPresent()) { // a socket's own room would let one read another's private messages
            throw new EventRefused("ROOM_NAME", "room", "a room must not have the id of a connection");
        }
        boolean isNew = rooms.join(socket, room);
        socket.join(room);
        ack.send(Map.of("room", room, "users", memberNames(room)));
        announceMembers(room);
        if (isNew) {
            announceRooms();
        }
    }

    private void leaveRoom(Socket socket, Arguments arguments, Ack ack) {
        named(socket);
        String room = Wording.room(Request.of(arguments, "room").string("room"));
        if (!rooms.isMember(socket, room)) {
            throw new EventRefused("NOT_A_MEMBER", "room", "one must be in a room to leave it");
        }
        leaveRoom(socket, room);
        ack.send(Map.of("room", room));
    }

    private void leaveRoom(Socket socket, String room) {
        boolean hasCeased = rooms.leave(socket, room);
        socket.leave(room);
        if (hasCeased) {
            announceRooms();
        } else {
            announceMembers(room);
        }
    }

    private void leaveAllRooms(Socket socket) {
        rooms.of(socket).forEach(room -> leaveRoom(socket, room));
    }

    private void tellPeople() {
        List<Person> all = people.all();
        namespace.emit(
                "users",
                Map.of("numUsers", all.size(), "users", all.stream().map(Person::toJson).toList()));
    }

    private void announceRooms() {
        announcements.tell(new Change("rooms", () -> namespace.emit("rooms", Map.of("rooms", rooms.names()))));
    }

    private void announceMembers(String room) {
        announcements.tell(new Change(
                "members of " + room,
                () -> namespace.to(room).emit("room users", Map.of("room", room, "users", memberNames(room)))));
    }

    private List<String> memberNames(String room) {
        return names(rooms.members(room).stream()
                .flatMap(member -> people.of(member).stream())
                .toList());
    }

    private static List<String> names(List<Person> some) {
        return some.stream().map(Person::name).toList();
    }

    // the id first: a name that somebody else has chosen must not stand in its way
    private Optional<Person> person(String nameOrId) {
        return namespace.socket(nameOrId).map(people::of).orElseGet(() -> people.named(nameOrId));
    }

    private Person named(Socket socket) {
        return people.of(socket)
                .orElseThrow(() -> new EventRefused("NAME_NEEDED", null, "one must have a name before that"));
    }
}
