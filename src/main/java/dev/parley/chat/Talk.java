package dev.parley.chat;

import dev.parley.chat.store.FileUse;
import dev.parley.chat.store.StoredMessage;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people say. Safe for use by many threads. */
final class Talk {
    private static final int MAX_NONCE = 64;

    private final ChatNamespace chat;

    Talk(ChatNamespace chat) {
        this.chat = chat;
    }

    void install(Namespace namespace) {
        namespace.on("new message", this::newMessage);
        namespace.on("typing", (socket, arguments, ack) -> typing("typing", socket, arguments, ack));
        namespace.on("stop typing", (socket, arguments, ack) -> typing("stop typing", socket, arguments, ack));
    }

    /**
     * Something that is to be said.
     *
     * @param nonce null if none was given
     * @param replyTo 0 if it answers no other
     * @param file the id of a file that has been sent before
     */
    private record Draft(
            Reply reply,
            Person author,
            Where where,
            String text,
            String nonce,
            long replyTo,
            JsonObject fields,
            Optional<String> file) {}

    private void newMessage(Socket socket, Arguments arguments, Ack ack) {
        Reply reply = new Reply(socket, ack);
        Person author = chat.roster().person(socket);
        Request request = Request.of(arguments, "message");
        Where where = chat.where(author, request);
        chat.guard().requireVoice(socket, author, where.room());
        Optional<String> file = request.optional("file");
        String text = file.isPresent()
                ? Wording.caption(request.optional("message").orElse(""), chat.options().maxText())
                : Wording.text(request.string("message"), chat.options().maxText());
        Draft draft = new Draft(
                reply,
                author,
                where,
                text,
                nonce(request),
                request.number("replyTo", 0),
                // the text is among the fields once more, with up to six characters for one of its own
                request.fields(ChatNamespace.MAX_FIELDS + 6 * chat.options().maxText()),
                file);
        Memory memory = chat.memories().of(author);
        memory.whenKnown(reply, () -> chat.rooms().in(draft.where().room(), reply, room -> say(room, draft, memory)));
    }

    private void say(Room room, Draft draft, Memory memory) {
        if (!room.isMember(draft.reply().socket())) {
            throw notAMember();
        }
        chat.requireKnown(room, draft.where());
        if (draft.nonce() != null && memory.saidWith(draft.nonce()).isPresent()) {
            draft.reply().send(said(memory.saidWith(draft.nonce()).get()));
            return;
        }
        if (draft.replyTo() > room.last()) {
            throw noSuchMessage("replyTo", draft.replyTo());
        }
        StoredMessage message = message(room, draft);
        room.keep(message, draft.file().map(id -> new FileUse(id, true)).stream().toList());
        draft.file().ifPresent(chat.files()::said);
        if (message.nonce() != null) {
            memory.said(message);
        }
        tell(message, draft);
        draft.reply().send(said(message));
    }

    private StoredMessage message(Room room, Draft draft) {
        Where where = draft.where();
        Map<String, JsonValue> extras = extras(room, draft);
        if (where.isPrivate()) {
            extras.put(MessageJson.TO, JsonText.of(where.to()));
            extras.put(MessageJson.TARGET, JsonText.of(chat.nameOf(room, where)));
        }
        long id = room.last() + 1;
        return new StoredMessage(
                room.key(),
                id,
                id,
                draft.author().id(),
                draft.author().name(),
                draft.text(),
                chat.clock().millis(),
                0,
                false,
                draft.replyTo(),
                List.of(),
                draft.nonce(),
                MessageJson.extras(extras));
    }

    private void tell(StoredMessage message, Draft draft) {
        Person author = draft.author();
        int people = chat.roster().people().count();
        Arguments told = Arguments.of(
                List.of(MessageJson.builder(message).add("numUsers", people).build()));
        Audience audience = chat.audience();
        audience.others(draft.where(), author).emit("new message", told);
        audience.notice(draft.where(), author, message.id());
        Arguments own = message.nonce() == null
                ? told
                : Arguments.of(List.of(MessageJson.builder(message)
                        .add("numUsers", people)
                        .add("nonce", message.nonce())
                        .build()));
        audience.own(author).emit("own message", own);
    }

    private static JsonObject said(StoredMessage message) {
        return JsonText.object()
                .add("id", message.id())
                .add("date", message.time())
                .build();
    }

    private void typing(String event, Socket socket, Arguments arguments, Ack ack) {
        Person person = chat.roster().person(socket);
        Where where = chat.where(person, Request.of(arguments, "room"));
        chat.guard().requireVoice(socket, person, where.room());
        if (where.isPrivate() && where.target() == null) {
            throw ChatNamespace.noSuchUser();
        }
        if (!where.isPrivate() && !chat.roster().isMember(socket, where.room())) {
            throw notAMember();
        }
        JsonObjectBuilder typing = JsonText.object().add("username", person.name()).add("from", person.id());
        if (where.isPrivate()) {
            typing.add(MessageJson.TO, where.to()).add(MessageJson.TARGET, where.target());
        } else if (!where.room().equals(Room.LOBBY)) {
            typing.add("room", where.room());
        }
        chat.audience().others(where, person).droppable().emit(event, typing.build());
        ack.send(Map.of());
    }

    private Map<String, JsonValue> extras(Room room, Draft draft) {
        Map<String, JsonValue> extras = new LinkedHashMap<>();
        if (!draft.fields().isEmpty()) {
            extras.put(MessageJson.FIELDS, draft.fields());
        }
        draft.file()
                .ifPresent(id -> extras.put(
                        MessageJson.FILE, chat.files().of(id, draft.author().id(), room.key())));
        return extras;
    }

    private static String nonce(Request request) {
        String nonce = request.optional("nonce").orElse(null);
        if (nonce != null && (nonce.isEmpty() || nonce.length() > MAX_NONCE)) {
            throw new EventRefused("FIELD_TYPE", "nonce", "a nonce must have 1 to " + MAX_NONCE + " characters");
        }
        return nonce;
    }

    static EventRefused notAMember() {
        return new EventRefused("NOT_A_MEMBER", "room", "one must be in a room to speak there");
    }

    static EventRefused noSuchMessage(String field, long id) {
        return new EventRefused("NO_SUCH_MESSAGE", field, "there is no message " + id + " here");
    }
}
