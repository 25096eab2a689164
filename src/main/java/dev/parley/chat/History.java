package dev.parley.chat;

import dev.parley.chat.policy.Permission;
import dev.parley.chat.store.SearchPlace;
import dev.parley.chat.store.StoredMessage;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What has been said, for those who ask. Safe for use by many threads. */
final class History {
    private static final int DEFAULT_PAGE = 50;
    static final int MAX_PAGE = 200;
    private static final int MAX_PRIVATE_ROOMS = 100;
    private static final int MAX_QUERY = 200;

    private final ChatNamespace chat;

    History(ChatNamespace chat) {
        this.chat = chat;
    }

    void install(Namespace namespace) {
        namespace.on("history", this::history);
        namespace.on("search", this::search);
        namespace.on("read", this::read);
        namespace.on("conversations", this::conversations);
    }

    private void history(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        Request request = Request.of(arguments, "room");
        Where where = chat.where(person, request);
        int limit = (int) request.number("limit", DEFAULT_PAGE, 1, MAX_PAGE);
        long after = request.number("after", -1);
        long before = request.number("before", Long.MAX_VALUE);
        requireReadable(socket, where);
        chat.rooms().in(where.room(), reply, room -> {
            chat.requireKnown(room, where);
            if (after >= 0) {
                after(room, reply, person, after, limit);
            } else {
                before(room, reply, person, before, limit);
            }
        });
    }

    /** What somebody has said in private, or was told, is theirs. */
    private void requireReadable(Socket socket, Where where) {
        if (!where.isPrivate()) {
            chat.permits().require(socket, Permission.READ, where.room());
        }
    }

    private void before(Room room, Reply reply, Person person, long before, int limit) {
        room.tail()
                .before(before, limit)
                .ifPresentOrElse(
                        page -> page(reply, person, page, page.size() == limit),
                        () -> room.later(reply, chat.archive().before(room.key(), before, limit), (then, page) -> page(
                                reply, person, page, page.size() == limit)));
    }

    private void after(Room room, Reply reply, Person person, long after, int limit) {
        room.tail()
                .after(after)
                .ifPresentOrElse(
                        all -> page(reply, person, all.stream().limit(limit).toList(), all.size() > limit),
                        () -> room.later(reply, chat.archive().after(room.key(), after, limit), (then, page) -> page(
                                reply, person, page, page.size() == limit)));
    }

    private static void page(Reply reply, Person person, List<StoredMessage> messages, boolean more) {
        reply.send(page(person, messages, more).build());
    }

    private static JsonObjectBuilder page(Person person, List<StoredMessage> messages, boolean more) {
        return JsonText.object().add("messages", MessageJson.all(messages, person.id())).add("more", more);
    }

    private void search(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        Request request = Request.of(arguments, "text");
        String text = request.string("text").strip();
        if (text.isEmpty() || text.length() > MAX_QUERY) {
            throw new EventRefused("FIELD_TYPE", "text", "what to look for must have 1 to " + MAX_QUERY + " characters");
        }
        boolean isEverywhere = request.optional("room").isEmpty() && request.optional("target").isEmpty();
        Search search = new Search(
                chat.archive(),
                chat.rooms(),
                text,
                request.optional("next")
                        .map(Search::place)
                        .orElseGet(() -> SearchPlace.before(request.number("before", Long.MAX_VALUE))),
                (int) request.number("limit", DEFAULT_PAGE, 1, MAX_PAGE));
        if (!isEverywhere) {
            send(reply, person, search, search.in(searched(socket, person, request)));
        } else if (chat.permits().isOpen()) {
            send(reply, person, search, search.everywhere(person));
        } else {
            chat.rooms().whenKnown(reply, () -> send(reply, person, search, search.everywhere(
                    person, room -> chat.permits().allows(socket, Permission.READ, room))));
        }
    }

    private static void send(
            Reply reply, Person person, Search search, CompletionStage<List<StoredMessage>> stage) {
        stage.whenComplete(
                (found, failure) -> reply.then(found, failure, messages -> found(reply, person, search, messages)));
    }

    private String searched(Socket socket, Person person, Request request) {
        Where where = chat.where(person, request);
        requireReadable(socket, where);
        return where.room();
    }

    private static void found(Reply reply, Person person, Search search, List<StoredMessage> messages) {
        boolean more = messages.size() == search.limit();
        JsonObjectBuilder page = page(person, messages, more);
        if (more) {
            page.add("next", Search.written(search.from().after(messages)));
        }
        reply.send(page.build());
    }

    /** How far somebody has read; their other tabs hear of it. */
    private void read(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        Request request = Request.of(arguments, "room");
        Where where = chat.where(person, request);
        long id = request.number("id");
        requireReadable(socket, where);
        Memory memory = chat.memories().of(person);
        memory.whenKnown(reply, () -> chat.rooms().in(where.room(), reply, room -> {
            if (id > room.last()) {
                throw Talk.noSuchMessage("id", id);
            }
            if (memory.hasRead(where.room(), id)) {
                room.keepRead(person.id(), id);
                chat.audience().own(person).except(socket).emit("read", told(where, id));
            }
            reply.send(JsonText.object().add("id", memory.lastRead(where.room())).build());
        }));
    }

    private static Arguments told(Where where, long id) {
        return Arguments.of(List.of((where.isPrivate()
                        ? JsonText.object().add("to", where.to())
                        : JsonText.object().add("room", where.room()))
                .add("id", id)
                .build()));
    }

    /** With whom somebody has talked in private. */
    private void conversations(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        Memory memory = chat.memories().of(person);
        memory.whenKnown(
                reply,
                () -> chat.archive()
                        .privateRooms(chat.rooms().namespace(), person.id(), MAX_PRIVATE_ROOMS)
                        .whenComplete((newest, failure) -> reply.then(newest, failure, found -> reply.send(JsonText.object()
                                .add("conversations", conversations(found, person, memory))
                                .build()))));
    }

    private static JsonArray conversations(List<StoredMessage> newest, Person person, Memory memory) {
        JsonArrayBuilder array = JsonText.array();
        newest.forEach(message -> array.add(JsonText.object()
                .add("last", message.id())
                .add("lastRead", memory.lastRead(message.room().room()))
                .add("newest", MessageJson.of(message, person.id()))));
        return array.build();
    }
}
