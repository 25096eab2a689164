package dev.parley.chat;

import dev.parley.chat.policy.Permission;
import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredAct.Kind;
import dev.parley.chat.store.StoredMessage;
import dev.parley.connection.AddressKey;
import dev.parley.connection.CloseStatus;
import dev.parley.connection.RandomIds;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.storage.StorageException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What moderators may do to others in one namespace: keep them from speaking, send them away, keep them out; what comes of it is
 * the {@link Guard}'s. All of it is recorded: who, to whom, what, when, for how long, why. Safe for use by many threads.
 */
final class Moderation {
    /** Where each act is told in words, beside the record. */
    private static final Logger AUDIT = System.getLogger("dev.parley.audit");

    private static final int MOST_SECONDS = 315_360_000; // ten years
    private static final RandomIds IDS = new RandomIds();

    private final ChatNamespace chat;
    private final Sanctions sanctions;

    Moderation(ChatNamespace chat, Sanctions sanctions) {
        this.chat = chat;
        this.sanctions = sanctions;
    }

    void install(Namespace namespace) {
        namespace.on("mute", (socket, arguments, ack) -> act(Kind.MUTE, socket, arguments, ack));
        namespace.on("unmute", (socket, arguments, ack) -> act(Kind.UNMUTE, socket, arguments, ack));
        namespace.on("kick", (socket, arguments, ack) -> act(Kind.KICK, socket, arguments, ack));
        namespace.on("ban", (socket, arguments, ack) -> act(Kind.BAN, socket, arguments, ack));
        namespace.on("unban", (socket, arguments, ack) -> act(Kind.UNBAN, socket, arguments, ack));
        namespace.on("list sanctions", this::list);
    }

    private void requireModerator(Socket socket) {
        chat.permits().require(socket, Permission.MODERATE, null);
    }

    private void act(Kind kind, Socket socket, Arguments arguments, Ack ack) {
        Person by = chat.roster().person(socket);
        requireModerator(socket);
        Request request = Request.of(arguments, "target");
        String target = request.string("target");
        // what is an id is no name: somebody could be called like the id of another
        Optional<Person> here = ChatNamespace.isPersonId(target) || sanctions.isAgainst(chat.namespace().name(), target)
                ? chat.roster().people().withId(target)
                : chat.roster().find(target);
        here.ifPresent(person -> requireSubordinate(socket, person));
        if (here.isEmpty() && (kind == Kind.KICK || !ChatNamespace.isId(target))) {
            throw ChatNamespace.noSuchUser();
        }
        long seconds = request.number("seconds", 0, 1, MOST_SECONDS);
        long now = chat.clock().millis();
        Set<String> addresses = request.flag("address", false) ? addresses(here) : Set.of();
        StoredAct done = new StoredAct(
                IDS.next(),
                chat.namespace().name(),
                now,
                kind,
                by.id(),
                by.name(),
                here.map(Person::id).orElse(target),
                here.map(Person::name).orElse(""),
                addresses.isEmpty() ? null : String.join(",", addresses),
                seconds == 0 ? 0 : now + seconds * 1_000,
                null,
                Wording.reason(request.optional("reason").orElse("")));
        record(done);
        ack.send(ActJson.of(done));
        chat.namespace().emit("moderated", ActJson.of(done));
        carryOut(done, here);
    }

    /** @throws EventRefused if somebody is as high as the moderator */
    private void requireSubordinate(Socket socket, Person person) {
        Permits permits = chat.permits();
        boolean isAdmin = permits.isAdmin(socket);
        boolean isOneOfThem =
                person.sockets().stream().anyMatch(one -> isAdmin ? permits.isAdmin(one) : permits.isModerator(one));
        if (isOneOfThem) {
            throw new EventRefused("ROLE_NEEDED", "target", "only an administrator may do that to a moderator, and nobody to an administrator");
        }
    }

    private static Set<String> addresses(Optional<Person> person) {
        Set<String> addresses = new TreeSet<>();
        person.ifPresent(one -> one.sockets().forEach(
                socket -> AddressKey.of(socket.handshake().remoteAddress()).ifPresent(addresses::add)));
        if (addresses.isEmpty()) {
            throw new EventRefused(
                    "ADDRESS", "address", "an address must be known and not that of this host, behind which many may be (parley.proxies)");
        }
        return addresses;
    }

    /** What it is that a moderator deletes what another has said; to be kept together with that. */
    StoredAct deletion(Person by, StoredMessage message, String reason) {
        return new StoredAct(
                IDS.next(),
                chat.namespace().name(),
                chat.clock().millis(),
                Kind.DELETE,
                by.id(),
                by.name(),
                message.author(),
                message.name(),
                null,
                0,
                message.room().room() + "#" + message.id(),
                reason);
    }

    private void record(StoredAct act) {
        try {
            chat.archive().record(List.of(act));
        } catch (StorageException e) {
            throw Reply.asRefusal(e);
        }
        isDone(act);
    }

    /** An act is kept: it counts, and the log says so. */
    void isDone(StoredAct act) {
        sanctions.add(act);
        AUDIT.log(
                Level.INFO,
                "{0}: {1} ({2}) has done {3} to {4} ({5}){6}{7}{8}",
                act.namespace(),
                act.byName(),
                act.by(),
                ActJson.word(act),
                act.whomName(),
                act.whom(),
                act.until() == 0 ? "" : " until " + Instant.ofEpochMilli(act.until()),
                act.about() == null ? "" : ", " + act.about(),
                act.reason().isEmpty() ? "" : ": " + act.reason());
    }

    private void carryOut(StoredAct act, Optional<Person> here) {
        if (act.kind() == Kind.KICK) {
            here.ifPresent(person -> person.sockets().forEach(socket -> Guard.sendAway(socket, CloseStatus.KICKED, act)));
        } else if (act.kind() == Kind.BAN) {
            chat.guard().enforce();
        }
    }

    private void list(Socket socket, Arguments arguments, Ack ack) {
        requireModerator(socket);
        ack.send(Map.of("sanctions", sanctions.all(chat.namespace().name()).stream().map(ActJson::of).toList()));
    }
}
