package dev.parley.chat;

import dev.parley.chat.policy.Permission;
import dev.parley.chat.store.StoredMessage;
import dev.parley.chat.store.StoredRoom;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How people come into rooms and leave them, and what the rooms are about. Safe for use by many threads. */
final class RoomEvents {
    private static final int PAGE = 50;
    private static final int MAX_MISSED = 200;
    private static final int MAX_UNREAD = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2); // with a number that one can do without

    private final ChatNamespace chat;

    RoomEvents(ChatNamespace chat) {
        this.chat = chat;
    }

    void install(Namespace namespace) {
        namespace.on("join room", this::join);
        namespace.on("leave room", this::leave);
        namespace.on("set topic", this::setTopic);
        namespace.on("list rooms", this::list);
        namespace.onRolesChanged(this::reconsider);
    }

    /** Somebody may do less than before, or more. */
    private void reconsider(Socket socket) {
        if (chat.permits().isSentAway(socket)) {
            return;
        }
        chat.roster().people().of(socket).ifPresent(person -> {
            JsonObjectBuilder rooms = JsonText.object().add(Room.LOBBY, chat.permits().missing(socket, Room.LOBBY));
            for (String name : chat.rooms().of(socket)) {
                if (chat.permits().allows(socket, Permission.JOIN, name)) {
                    rooms.add(name, chat.permits().missing(socket, name));
                } else {
                    chat.rooms().in(
                            name, new Reply(socket, Ack.NOT_WANTED), room -> chat.roster().leave(room, socket, person));
                }
            }
            socket.emit(
                    "permissions",
                    JsonText.object()
                            .add("moderator", chat.permits().isModerator(socket))
                            .add("rooms", rooms)
                            .build());
        });
    }

    /**
     * Somebody who comes into a room, or comes back.
     *
     * @param after the number of the last message or change that they know, -1 if they know none
     * @param counted how much of it they have not read
     */
    private record Entry(Reply reply, Person person, Memory memory, long after, Unread counted) {
        Entry with(Unread count) {
            return new Entry(reply, person, memory, after, count);
        }

        Socket socket() {
            return reply.socket();
        }
    }

    private void join(Socket socket, Arguments arguments, Ack ack) {
        Person person = chat.roster().person(socket);
        Request request = Request.of(arguments, "room");
        String name = Wording.room(request.string("room"));
        if (chat.roster().isConnection(name)) { // its own room would let one read another's private messages
            throw new EventRefused("ROOM_NAME", "room", "a room must not have the id of a connection");
        }
        Entry entry = new Entry(
                new Reply(socket, ack), person, chat.memories().of(person), request.number("after", -1), Unread.NOT_COUNTED);
        if (chat.permits().allows(socket, Permission.CREATE, name)) {
            requireEntry(name, entry);
            String creator = person.name();
            entry.memory().whenKnown(
                    entry.reply(), () -> chat.rooms().inNew(name, creator, entry.reply(), room -> count(room, entry)));
        } else { // then it has to be there, whoever else makes it seem so
            chat.rooms().whenKnown(entry.reply(), () -> {
                requireEntry(name, entry);
                entry.memory().whenKnown(
                        entry.reply(), () -> chat.rooms().in(name, entry.reply(), room -> count(room, entry)));
            });
        }
    }

    private void requireEntry(String room, Entry entry) {
        if (!chat.rooms().exists(room)) {
            chat.permits().require(entry.socket(), Permission.CREATE, room);
            chat.guard().requireNotMuted(entry.socket(), entry.person()); // everybody is told its name
        }
        if (!room.equals(Room.LOBBY)) {
            chat.permits().require(entry.socket(), Permission.JOIN, room);
        }
    }

    /** What somebody has not read is counted in the archive if it begins before what is in memory. */
    private void count(Room room, Entry entry) {
        if (!chat.permits().allows(entry.socket(), Permission.READ, room.name())) {
            welcome(room, entry, List.of(), false);
            return;
        }
        long read = entry.memory().lastRead(room.name());
        String person = entry.person().id();
        if (entry.person().key() == null || room.tail().unread(read, person).isPresent()) {
            enter(room, entry);
            return;
        }
        long last = room.last();
        CompletionStage<Unread> counted = chat.archive()
                .unread(room.key(), read, last, person, MAX_UNREAD)
                .handle((count, late) -> late == null ? new Unread(count, last) : Unread.NOT_COUNTED);
        room.later(
                entry.reply(),
                Deadline.within(PATIENCE, chat.namespace().server().scheduler(), counted, Unread.NOT_COUNTED),
                (then, count) -> enter(then, entry.with(count)));
    }

    /** What has been missed is looked for first; from the turn on in which it is known, everything is heard. */
    private void enter(Room room, Entry entry) {
        if (entry.after() < 0) {
            welcome(room, entry, room.tail().newest(PAGE), false);
            return;
        }
        Optional<List<StoredMessage>> missed = room.tail().after(entry.after());
        if (missed.isPresent()) {
            catchUp(room, entry, missed.get());
            return;
        }
        long asked = room.last();
        room.later(
                entry.reply(),
                chat.archive().after(room.key(), entry.after(), MAX_MISSED + 1),
                (then, stored) -> {
                    if (then.tail().since() <= asked) {
                        catchUp(then, entry, then.tail().merged(stored, entry.after()));
                    } else { // so much has been said meanwhile that the two do not meet
                        welcome(then, entry, then.tail().newest(PAGE), true);
                    }
                });
    }

    private void catchUp(Room room, Entry entry, List<StoredMessage> missed) {
        if (missed.size() <= MAX_MISSED) {
            welcome(room, entry, missed, false);
        } else {
            welcome(room, entry, room.tail().newest(PAGE), true);
        }
    }

    private void welcome(Room room, Entry entry, List<StoredMessage> messages, boolean gap) {
        chat.roster().enter(room, entry.socket(), entry.person());
        requireStill(room, entry);
        long lastRead = entry.memory().lastRead(room.name());
        List<Person> members = chat.roster().lists().members(room.name());
        JsonObjectBuilder answer = JsonText.object()
                .add("room", room.name())
                .add("topic", room.stored().topic())
                .add("users", JsonText.of(Lists.names(members)))
                .add("messages", MessageJson.all(messages, entry.person().id()))
                .add("gap", gap)
                .add("last", room.last())
                .add("lastRead", lastRead);
        JsonObject missing = chat.permits().missing(entry.socket(), room.name());
        if (!missing.containsKey(Permission.READ.key())) {
            entry.counted()
                    .in(room.tail(), lastRead, entry.person().id())
                    .ifPresent(unread -> answer.add("unread", Math.min(unread, MAX_UNREAD)));
        }
        if (!missing.isEmpty()) {
            answer.add("missing", missing);
        }
        if (!Audience.wantsLists(entry.socket())) {
            answer.add("members", JsonText.of(members.stream().map(Person::toJson).toList()));
        }
        entry.reply().send(answer.build());
    }

    /** Roles may have changed while it was found out what has been said; from now on {@link #reconsider} knows who is in. */
    private void requireStill(Room room, Entry entry) {
        if (room.name().equals(Room.LOBBY) || chat.permits().allows(entry.socket(), Permission.JOIN, room.name())) {
            return;
        }
        chat.roster().leave(room, entry.socket(), entry.person());
        chat.permits().require(entry.socket(), Permission.JOIN, room.name());
    }

    private void leave(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        String name = Wording.room(Request.of(arguments, "room").string("room"));
        if (!chat.roster().isMember(socket, name) || name.equals(Room.LOBBY)) {
            throw new EventRefused("NOT_A_MEMBER", "room", "one must be in a room to leave it");
        }
        chat.rooms().in(name, reply, room -> {
            chat.roster().leave(room, socket, person);
            reply.send(JsonText.object().add("room", name).build());
        });
    }

    private void setTopic(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        Request request = Request.of(arguments, "topic");
        String topic = Wording.topic(request.string("topic"));
        String name = request.optional("room").map(Wording::room).orElse(Room.LOBBY);
        chat.guard().requireVoice(socket, person, name);
        chat.rooms().in(name, reply, room -> {
            if (!room.isMember(socket)) {
                throw Talk.notAMember();
            }
            StoredRoom before = room.stored();
            room.keep(new StoredRoom(before.key(), topic, before.createdBy(), before.created(), before.last()));
            chat.rooms().changed(room.stored());
            chat.roster().lists().tellRoom(room);
            chat.namespace()
                    .emit("topic", Told.of("room", name, "topic", topic, "username", person.name()));
            reply.send(JsonText.object().add("room", name).add("topic", topic).build());
        });
    }

    private void list(Socket socket, Arguments arguments, Ack ack) {
        chat.roster().person(socket);
        ack.send(Map.of("rooms", chat.roster().lists().allRooms()));
    }
}
