package dev.parley.chat;

import dev.parley.chat.store.Change;
import dev.parley.chat.store.FileUse;
import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredMessage;
import dev.parley.chat.store.StoredMessage.Reaction;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** How people change what was said: other words, none, reactions. Safe for use by many threads. */
final class Changes {
    private static final int MAX_REACTIONS = 100;

    private final ChatNamespace chat;

    /**
     * What becomes of a message.
     *
     * @param act of a moderator who has changed it, if it was one
     */
    private record Changed(StoredMessage message, Optional<StoredAct> act) {}

    Changes(ChatNamespace chat) {
        this.chat = chat;
    }

    void install(Namespace namespace) {
        namespace.on("edit message", this::edit);
        namespace.on("delete message", this::delete);
        namespace.on("react", this::react);
    }

    private void edit(Socket socket, Arguments arguments, Ack ack) {
        chat.guard().requireVoice(socket, chat.roster().person(socket));
        Request request = Request.of(arguments, "message");
        String text = Wording.text(request.string("message"), chat.options().maxText());
        change(socket, request, ack, (person, before) -> {
            requireOwn(person, before);
            return new Changed(before.edited(text, chat.clock().millis()), Optional.empty());
        });
    }

    private void delete(Socket socket, Arguments arguments, Ack ack) {
        Request request = Request.of(arguments, "id");
        String reason = Wording.reason(request.optional("reason").orElse(""));
        boolean isModerator = chat.roles().isModerator(socket.handshake());
        change(socket, request, ack, (person, before) -> {
            if (!isModerator) {
                requireOwn(person, before);
            }
            StoredMessage deleted = before.deleted(MessageJson.addressOnly(before.extras()));
            return before.author().equals(person.id())
                    ? new Changed(deleted, Optional.empty())
                    : new Changed(deleted, Optional.of(chat.moderation().deletion(person, before, reason)));
        });
    }

    private void react(Socket socket, Arguments arguments, Ack ack) {
        chat.guard().requireVoice(socket, chat.roster().person(socket));
        Request request = Request.of(arguments, "reaction");
        String reaction = Wording.reaction(request.string("reaction"));
        boolean isOn = request.flag("on", true);
        change(socket, request, ack, (person, before) ->
                new Changed(before.reacted(reactions(before, person, reaction, isOn)), Optional.empty()));
    }

    private static List<Reaction> reactions(StoredMessage message, Person person, String reaction, boolean isOn) {
        List<Reaction> reactions = new ArrayList<>(message.reactions());
        reactions.removeIf(one -> one.person().equals(person.id()) && one.reaction().equals(reaction));
        if (isOn) {
            reactions.add(new Reaction(reaction, person.id(), person.name()));
        }
        if (reactions.size() > MAX_REACTIONS) {
            throw new EventRefused("REACTION_LIMIT", "reaction", "a message has at most " + MAX_REACTIONS + " reactions");
        }
        return reactions;
    }

    /** Changes a message, wherever it is; the number of the change is given in the room's turn. */
    private void change(Socket socket, Request request, Ack ack, BiFunction<Person, StoredMessage, Changed> how) {
        Reply reply = new Reply(socket, ack);
        Person person = chat.roster().person(socket);
        Where where = chat.where(person, request);
        long id = request.number("id");
        chat.rooms().in(where.room(), reply, room -> {
            if (!room.isMember(socket)) {
                throw Talk.notAMember();
            }
            room.tail()
                    .find(id)
                    .ifPresentOrElse(
                            before -> change(room, where, person, before, how, reply),
                            () -> room.later(reply, chat.archive().message(room.key(), id), (then, found) -> {
                                if (found == null) {
                                    throw Talk.noSuchMessage("id", id);
                                }
                                change(then, where, person, then.tail().keep(found), how, reply);
                            }));
        });
    }

    private void change(
            Room room,
            Where where,
            Person person,
            StoredMessage before,
            BiFunction<Person, StoredMessage, Changed> how,
            Reply reply) {
        if (before.isDeleted()) {
            throw Talk.noSuchMessage("id", before.id());
        }
        Changed changed = how.apply(person, before);
        StoredMessage message = changed.message().numbered(room.last() + 1);
        List<Change> others = new ArrayList<>();
        if (message.isDeleted()) {
            MessageJson.file(before).ifPresent(id -> others.add(new FileUse(id, false)));
        }
        changed.act().ifPresent(others::add);
        room.keep(message, others);
        changed.act().ifPresent(chat.moderation()::isDone);
        Arguments told = Arguments.of(List.of(MessageJson.of(message, null)));
        chat.audience().everybody(where, person).emit("message changed", told);
        chat.audience().notice(where, person, message.changed());
        reply.send(JsonText.object()
                .add("id", message.id())
                .add("changed", message.changed())
                .build());
    }

    private static void requireOwn(Person person, StoredMessage message) {
        if (!message.author().equals(person.id())) {
            throw new EventRefused("NOT_YOURS", "id", "only its author may change a message");
        }
    }
}
