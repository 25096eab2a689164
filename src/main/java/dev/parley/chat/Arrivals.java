package dev.parley.chat;

import dev.parley.chat.Audience.Delivery;
import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.User;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How people come, are called, look away, and go. Safe for use by many threads. */
final class Arrivals {
    /** Who comes back within this time, as with a page that is loaded again, has never left for the others. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Set<DisconnectReason> UNWANTED =
            EnumSet.of(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);

    private final ChatNamespace chat;
    private final Roster roster;

    Arrivals(ChatNamespace chat) {
        this.chat = chat;
        this.roster = chat.roster();
    }

    void install(Namespace namespace) {
        namespace.onConnection(this::welcome);
        namespace.on("add user", this::addUser);
        namespace.on("presence", this::presence);
        namespace.on("leave chat", this::leaveChat);
    }

    private void welcome(Socket socket) {
        if (socket.recovered()) { // in rooms that the person has left: it must say again who it is
            socket.rooms().forEach(socket::leave);
        }
        socket.onDisconnect(reason -> disconnected(socket, reason));
        if (chat.guard().isSentAway(socket) || (socket.recovered() && chat.permits().isSentAway(socket))) {
            return;
        }
        socket.emit("id", Told.of("id", socket.publicId(), "maxBytes", chat.options().maxBytes()));
        if (chat.archive().isLate()) {
            socket.emit("history late", Map.of("late", true));
        }
    }

    private void disconnected(Socket socket, DisconnectReason reason) {
        Optional<Person> person = roster.people().of(socket);
        if (UNWANTED.contains(reason) && person.filter(who -> who.key() != null).isPresent()) {
            socket.namespace().server().scheduler().after(GRACE, () -> gone(socket));
        } else {
            gone(socket);
        }
    }

    /** For the others: until now they did not notice. */
    private void gone(Socket socket) {
        boolean wasAway = roster.people().of(socket).filter(Person::isAway).isPresent();
        roster.leaveAll(socket);
        roster.people().remove(socket).ifPresent(person -> {
            if (person.sockets().isEmpty()) {
                left(person, socket.namespace());
            } else if (person.isAway() != wasAway) { // nobody looks at their other tabs
                roster.lists().tell(person);
            }
        });
    }

    private void left(Person person, Namespace namespace) {
        namespace.emit(
                "user left",
                Told.of("username", person.name(), "id", person.id(), "numUsers", roster.people().count()));
        roster.lists().tellGone(person);
    }

    private void addUser(Socket socket, Arguments arguments, Ack ack) {
        Request request = Request.of(arguments, "username");
        Optional<String> own = ownName(socket);
        String wanted = own.isPresent() ? own.get() : Wording.name(request.string("username"));
        JsonObject fields = request.fields(ChatNamespace.MAX_FIELDS); // everybody gets them whenever somebody comes or goes
        Delivery delivery = request.flag("notices", false) ? Delivery.NOTICES : Delivery.FULL;
        boolean wantsLists = request.flag("lists", true);
        People.Claim claim = new People.Claim(key(socket, request), own.isPresent());
        requireVoiceForChanges(socket, wanted, fields);
        if (chat.guard().isSentAway(socket, claim.key())) {
            return;
        }
        roster.people().take(socket, wanted, claim, fields).ifPresent(taken -> {
            if (chat.guard().isSentAway(socket, taken.person().key())) { // by a ban of just now
                return;
            }
            if (taken.isNewSocket()) {
                Audience.enter(socket, taken.person(), delivery);
                socket.join(wantsLists ? Audience.LISTS : Audience.DIFFERENCES);
            }
            Optional.ofNullable(taken.displaced()).ifPresent(this::displaced);
            chat.memories().of(taken.person()); // so that it is there when it is needed
            named(taken, socket, wanted, ack);
        });
    }

    /** A name is said to everybody, and so is what comes with it. */
    private void requireVoiceForChanges(Socket socket, String wanted, JsonObject fields) {
        roster.people()
                .of(socket)
                .filter(person -> !person.name().equals(wanted) || !person.fields().equals(fields))
                .ifPresent(person -> chat.guard().requireVoice(socket, person, Room.LOBBY));
    }

    /** The name that is somebody's own; they are called nothing else. */
    private static Optional<String> ownName(Socket socket) {
        return socket.handshake()
                .principal()
                .filter(User.class::isInstance)
                .flatMap(user -> Optional.ofNullable(((User) user).name()));
    }

    /** Somebody has lost their name to the one whose own it is: they, and all others, are told. */
    private void displaced(People.Displaced displaced) {
        Person person = displaced.person();
        person.sockets().forEach(socket -> socket.emit("login", login(socket, person, true)));
        chat.namespace().emit("user renamed", told(person, "from", displaced.before().name()));
        roster.lists().tell(person);
        roster.tellMember(person);
    }

    private JsonObject login(Socket socket, Person person, boolean isChanged) {
        JsonObjectBuilder login = JsonText.object()
                .add("numUsers", roster.people().count())
                .add("username", person.name())
                .add("id", person.id())
                .add("changed", isChanged);
        return withPermits(login, socket).build();
    }

    private JsonObjectBuilder withPermits(JsonObjectBuilder answer, Socket socket) {
        if (chat.permits().isModerator(socket)) {
            answer.add("moderator", true);
        }
        JsonObject missing = chat.permits().missing(socket, Room.LOBBY);
        return missing.isEmpty() ? answer : answer.add("missing", missing);
    }

    /** Whom the server knows is who they are, whatever key their client has. */
    private static String key(Socket socket, Request request) {
        return socket.handshake()
                .principal()
                .map(Keys::of)
                .or(() -> request.optional("key").map(Keys::ofGuest))
                .orElse(null);
    }

    private void named(People.Taken taken, Socket socket, String wanted, Ack ack) {
        Person person = taken.person();
        JsonObjectBuilder answer = JsonText.object().add("id", person.id()).add("username", person.name());
        ack.send(withPermits(answer, socket).build());
        socket.emit("login", login(socket, person, !person.name().equals(wanted)));
        tellOthers(taken, socket);
        boolean isNews = taken.before() == null || !taken.before().toJson().equals(person.toJson());
        if (taken.isNewSocket()) {
            roster.lists().tellArrival(socket, person, isNews);
        } else if (isNews) {
            roster.lists().tell(person);
        }
        if (isNews) {
            roster.tellMember(person); // who renames is in some rooms already
        }
    }

    private void tellOthers(People.Taken taken, Socket socket) {
        Person person = taken.person();
        BroadcastOperator others = socket.broadcast();
        if (taken.before() == null) {
            others.emit("user joined", told(person, "numUsers", roster.people().count()));
        } else if (!taken.before().name().equals(person.name())) {
            others.emit("user renamed", told(person, "from", taken.before().name()));
        }
    }

    private static JsonObject told(Person person, String member, Object value) {
        return JsonText.object(person.toJson()).add(member, JsonText.of(value)).build();
    }

    private void presence(Socket socket, Arguments arguments, Ack ack) {
        roster.person(socket);
        String status = Request.of(arguments, "status").string("status");
        if (!status.equals("online") && !status.equals("away")) {
            throw new EventRefused("FIELD_TYPE", "status", "status must be online or away, was " + Wording.shown(status));
        }
        roster.people().look(socket, status.equals("away")).ifPresent(person -> {
            roster.lists().tell(person);
        });
        ack.send(Map.of());
    }

    private void leaveChat(Socket socket, Arguments arguments, Ack ack) {
        ack.send(Map.of());
        gone(socket);
        socket.close(CloseStatus.NORMAL);
    }
}
