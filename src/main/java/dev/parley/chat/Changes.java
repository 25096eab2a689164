package dev.parley.chat;

import dev.parley.chat.policy.Permission;
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

    /**
     * A message that somebody wants to change.
     *
     * @param id its number
     */
    private record Wish(Reply reply, Person person, Where where, long id) {
        Socket socket() {
            return reply.socket();
        }
    }

    private Wish wish(Socket socket, Request request, Ack ack) {
        Person person = chat.roster().person(socket);
        return new Wish(new Reply(socket, ack), person, chat.where(person, request), request.number("id"));
    }

    private void edit(Socket socket, Arguments arguments, Ack ack) {
        Request request = Request.of(arguments, "message");
        Wish wish = wish(socket, request, ack);
        chat.guard().requireVoice(socket, wish.person(), wish.where().room());
        String text = Wording.text(request.string("message"), chat.options().maxText());
        change(wish, (person, before) -> {
            requireOwn(person, before);
            return new Changed(before.edited(text, chat.clock().millis()), Optional.empty());
        });
    }

    private void delete(Socket socket, Arguments arguments, Ack ack) {
        Request request = Request.of(arguments, "id");
        String reason = Wording.reason(request.optional("reason").orElse(""));
        Wish wish = wish(socket, request, ack);
        boolean isModerator = chat.permits().allows(socket, Permission.MODERATE, wish.where().room());
        change(wish, (person, before) -> {
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
        Request request = Request.of(arguments, "reaction");
        Wish wish = wish(socket, request, ack);
        chat.guard().requireVoice(socket, wish.person(), wish.where().room());
        if (!wish.where().isPrivate()) { // everybody, also whoever reacts, is told the whole message
            chat.permits().require(socket, Permission.READ, wish.where().room());
        }
        String reaction = Wording.reaction(request.string("reaction"));
        boolean isOn = request.flag("on", true);
        change(wish, (person, before) ->
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
    private void change(Wish wish, BiFunction<Person, StoredMessage, Changed> how) {
        long id = wish.id();
        chat.rooms().in(wish.where().room(), wish.reply(), room -> {
            if (!room.isMember(wish.socket())) {
                throw Talk.notAMember();
            }
            room.tail()
                    .find(id)
                    .ifPresentOrElse(
                            before -> change(room, wish, before, how),
                            () -> room.later(wish.reply(), chat.archive().message(room.key(), id), (then, found) -> {
                                if (found == null) {
                                    throw Talk.noSuchMessage("id", id);
                                }
                                change(then, wish, then.tail().keep(found), how);
                            }));
        });
    }

    private void change(
            Room room, Wish wish, StoredMessage before, BiFunction<Person, StoredMessage, Changed> how) {
        if (before.isDeleted()) {
            throw Talk.noSuchMessage("id", before.id());
        }
        Changed changed = how.apply(wish.person(), before);
        StoredMessage message = changed.message().numbered(room.last() + 1);
        List<Change> others = new ArrayList<>();
        if (message.isDeleted()) {
            MessageJson.file(before).ifPresent(id -> others.add(new FileUse(id, false)));
        }
        changed.act().ifPresent(others::add);
        room.keep(message, others);
        changed.act().ifPresent(chat.moderation()::isDone);
        Arguments told = Arguments.of(List.of(MessageJson.of(message, null)));
        chat.audience().everybody(wish.where(), wish.person()).emit("message changed", told);
        chat.audience().notice(wish.where(), wish.person(), message.changed());
        wish.reply().send(JsonText.object()
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
