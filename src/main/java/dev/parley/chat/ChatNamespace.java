package dev.parley.chat;

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
import java.util.Map;
import java.util.Optional;

/** The chat of one namespace: its listeners. Safe for use by many threads. */
final class ChatNamespace {
    /** Everybody is in it; it is not among the rooms. */
    static final String LOBBY = "lobby";

    private static final int MAX_KEY = 64;
    private static final int MAX_FIELDS = 2_000;

    private final Namespace namespace;
    private final ChatOptions options;
    private final Clock clock;
    private final Roster roster;

    ChatNamespace(Namespace namespace, ChatOptions options, Clock clock) {
        this.namespace = namespace;
        this.options = options;
        this.clock = clock;
        this.roster = new Roster(namespace, options);
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
        if (socket.recovered()) { // in rooms that the person has left: it must say again who it is
            socket.rooms().forEach(socket::leave);
        }
        socket.onDisconnect(reason -> {
            roster.leaveAll(socket);
            roster.people().remove(socket).ifPresent(this::gone);
        });
        socket.emit("id", Map.of("id", socket.publicId()));
    }

    private void gone(Person person) {
        namespace.emit(
                "user left",
                Map.of("username", person.name(), "numUsers", roster.people().count()));
        roster.tellPeople();
    }

    private void addUser(Socket socket, Arguments arguments, Ack ack) {
        Request request = Request.of(arguments, "username");
        String wanted = Wording.name(request.string("username"));
        Optional<String> key = request.optional("key");
        if (key.isPresent() && (key.get().isEmpty() || key.get().length() > MAX_KEY)) {
            throw new EventRefused("FIELD_TYPE", "key", "a key must have 1 to " + MAX_KEY + " characters");
        }
        JsonObject fields = request.fields(MAX_FIELDS); // everybody gets them whenever somebody comes or goes
        roster.people()
                .take(socket, wanted, key.orElse(null), fields)
                .ifPresent(taken -> named(taken, wanted, ack));
    }

    private void named(People.Taken taken, String wanted, Ack ack) {
        Person person = taken.person();
        Socket socket = person.socket();
        if (taken.replaced() != null) {
            roster.leaveAll(taken.replaced().socket());
            taken.replaced().socket().close(CloseStatus.REPLACED);
        }
        socket.join(LOBBY);
        ack.send(Map.of("id", person.id(), "username", person.name()));
        socket.emit(
                "login",
                Map.of(
                        "numUsers", roster.people().count(),
                        "username", person.name(),
                        "id", person.id(),
                        "changed", !person.name().equals(wanted)));
        if (!person.equals(taken.before())) {
            tellOthers(taken);
            roster.tellArrival(person);
        }
    }

    private void tellOthers(People.Taken taken) {
        String name = taken.person().name();
        BroadcastOperator others = taken.person().socket().broadcast();
        if (taken.before() != null) {
            others.emit(
                    "user renamed", Map.of("username", name, "from", taken.before().name()));
        } else if (taken.replaced() == null) {
            others.emit(
                    "user joined",
                    Map.of("username", name, "numUsers", roster.people().count()));
        }
    }

    private void newMessage(Socket socket, Arguments arguments, Ack ack) {
        Person author = roster.person(socket);
        Request request = Request.of(arguments, "message");
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("username", author.name());
        said.put("message", Wording.text(request.string("message"), options.maxText()));
        said.put("id", author.id());
        said.put("numUsers", roster.people().count());
        Object date = request.date().map(Object.class::cast).orElseGet(clock::millis);
        said.put("date", date);
        // the text is among the fields once more, with up to six characters for one of its own
        JsonObject fields = request.fields(MAX_FIELDS + 6 * options.maxText());
        if (!fields.isEmpty()) {
            said.put("fields", fields);
        }
        BroadcastOperator others = audience(author, request, said);
        Arguments message = Arguments.ofValues(said);
        others.emit("new message", message);
        socket.emit("own message", message);
        ack.send(Map.of("date", date));
    }

    private void typing(String event, Socket socket, Arguments arguments, Ack ack) {
        Person person = roster.person(socket);
        Map<String, Object> typing = new LinkedHashMap<>();
        typing.put("username", person.name());
        audience(person, Request.of(arguments, "room"), typing).droppable().emit(event, typing);
        ack.send(Map.of());
    }

    /** The others whom something is for; writes down where it was said. */
    private BroadcastOperator audience(Person from, Request request, Map<String, Object> said) {
        Optional<String> target = request.optional("target");
        if (target.isPresent()) {
            Person to = roster.find(target.get())
                    .orElseThrow(() -> new EventRefused("NO_SUCH_USER", "target", "nobody here has that name or id"));
            said.put("target", to.name());
            return from.socket().to(to.id());
        }
        Optional<String> room =
                request.optional("room").map(Wording::room).filter(name -> !name.equals(LOBBY));
        if (room.isEmpty()) {
            return from.socket().broadcast();
        }
        if (!roster.isMember(from.socket(), room.get())) {
            throw new EventRefused("NOT_A_MEMBER", "room", "one must be in a room to speak there");
        }
        said.put("room", room.get());
        return from.socket().to(room.get());
    }

    private void joinRoom(Socket socket, Arguments arguments, Ack ack) {
        roster.person(socket);
        String room = Wording.room(Request.of(arguments, "room").string("room"));
        if (room.equals(LOBBY)) {
            ack.send(Map.of("room", LOBBY, "users", roster.everybody()));
            return;
        }
        boolean isNew = roster.join(socket, room);
        ack.send(Map.of("room", room, "users", roster.members(room)));
        roster.tellJoin(room, isNew);
    }

    private void leaveRoom(Socket socket, Arguments arguments, Ack ack) {
        roster.person(socket);
        String room = Wording.room(Request.of(arguments, "room").string("room"));
        if (!roster.isMember(socket, room)) {
            throw new EventRefused("NOT_A_MEMBER", "room", "one must be in a room to leave it");
        }
        roster.leave(socket, room);
        ack.send(Map.of("room", room));
    }

    private void leaveChat(Socket socket, Arguments arguments, Ack ack) {
        ack.send(Map.of());
        socket.close(CloseStatus.NORMAL);
    }
}
