package dev.parley.chat;

import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredAct.Kind;
import dev.parley.connection.AddressKey;
import dev.parley.connection.CloseStatus;
import dev.parley.connection.RandomIds;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.storage.StorageException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What moderators may do to others in one namespace: keep them from speaking, send them away, keep them out. All of it is
 * recorded: who, to whom, what, when, for how long, why. Safe for use by many threads.
 */
final class Moderation {
    /** Where each act is told in words, beside the record. */
    private static final Logger AUDIT = System.getLogger("dev.parley.audit");

    private static final int MOST_SECONDS = 315_360_000; // ten years
    private static final RandomIds IDS = new RandomIds();

    private final ChatNamespace chat;
    private final Sanctions sanctions;
    private final ModeratorRoles roles;

    Moderation(ChatNamespace chat, Sanctions sanctions, ModeratorRoles roles) {
        this.chat = chat;
        this.sanctions = sanctions;
        this.roles = roles;
    }

    void install(Namespace namespace) {
        namespace.use(this::keepOut);
        namespace.on("mute", (socket, arguments, ack) -> act(Kind.MUTE, socket, arguments, ack));
        namespace.on("unmute", (socket, arguments, ack) -> act(Kind.UNMUTE, socket, arguments, ack));
        namespace.on("kick", (socket, arguments, ack) -> act(Kind.KICK, socket, arguments, ack));
        namespace.on("ban", (socket, arguments, ack) -> act(Kind.BAN, socket, arguments, ack));
        namespace.on("unban", (socket, arguments, ack) -> act(Kind.UNBAN, socket, arguments, ack));
        namespace.on("list sanctions", this::list);
    }

    // What counts

    /** Whom the server knows, and whoever comes from an address; others say only later who they are. */
    private void keepOut(Socket socket) {
        ban(socket, socket.handshake().principal().map(Keys::of).orElse(null)).ifPresent(ban -> {
            throw new ConnectRefused("banned", told(ban), CloseStatus.BANNED);
        });
    }

    private Optional<StoredAct> ban(Socket socket, String key) {
        return sanctions.against(socket.namespace().name(), Kind.BAN, names(socket, key == null ? null : Person.idOf(key)));
    }

    /**
     * Somebody says who they are. Who must not come in is sent away.
     *
     * @param key null if none was given
     * @throws EventRefused if so
     */
    void requireWelcome(Socket socket, String key) {
        ban(socket, key).ifPresent(ban -> {
            sendAway(socket, CloseStatus.BANNED, ban);
            throw new EventRefused("BANNED", null, "one must not be banned, is" + until(ban), wait(ban));
        });
    }

    /** Whether somebody who has just said who they are has to go again, and goes. */
    boolean isSentAway(Socket socket, String key) {
        Optional<StoredAct> ban = ban(socket, key);
        ban.ifPresent(why -> sendAway(socket, CloseStatus.BANNED, why));
        return ban.isPresent();
    }

    /** @throws EventRefused if somebody must not speak */
    void requireVoice(Socket socket, Person person) {
        sanctions.against(chat.namespace().name(), Kind.MUTE, names(socket, person.id())).ifPresent(mute -> {
            throw new EventRefused("MUTED", null, "one must not be muted, is" + until(mute), wait(mute));
        });
    }

    /** By what somebody may be sanctioned: moderators not by an address, which others may have as well; administrators not at all. */
    private Set<String> names(Socket socket, String person) {
        Set<String> names = new HashSet<>();
        if (person != null && !socket.handshake().isInRole(roles.admin())) {
            names.add(person);
        }
        if (!isModerator(socket)) {
            AddressKey.of(socket.handshake().remoteAddress()).ifPresent(names::add);
        }
        return names;
    }

    private static String until(StoredAct act) {
        return (act.until() == 0 ? " for good" : " for a while") + (act.reason().isEmpty() ? "" : ": " + act.reason());
    }

    /** Null: waiting does not help. */
    private Duration wait(StoredAct act) {
        return act.until() == 0 ? null : Duration.ofMillis(Math.max(1, act.until() - chat.clock().millis()));
    }

    /** Sends away whoever is here although they must not be, as when it becomes known late. */
    void enforce() {
        for (Socket socket : chat.namespace().sockets()) {
            String key = chat.roster().people().of(socket).map(Person::key).orElse(null);
            ban(socket, key).ifPresent(ban -> sendAway(socket, CloseStatus.BANNED, ban));
        }
    }

    /** Whether somebody may do all this. */
    boolean isModerator(Socket socket) {
        Handshake handshake = socket.handshake();
        return handshake.isInRole(roles.moderator()) || handshake.isInRole(roles.admin());
    }

    void requireModerator(Socket socket) {
        if (!isModerator(socket)) {
            throw new EventRefused("ROLE_NEEDED", null, "one must have the role " + roles.moderator());
        }
    }

    // What is done

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
        ack.send(told(done));
        chat.namespace().emit("moderated", told(done));
        carryOut(done, here);
    }

    /** @throws EventRefused if somebody is as high as the moderator */
    private void requireSubordinate(Socket socket, Person person) {
        boolean isAdmin = socket.handshake().isInRole(roles.admin());
        boolean isOneOfThem = person.sockets().stream()
                .anyMatch(one -> isAdmin ? one.handshake().isInRole(roles.admin()) : isModerator(one));
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
                    "ADDRESS", "address", "an address must be known and not that of this host, behind which many may be");
        }
        return addresses;
    }

    /** What somebody deletes that is not theirs. @throws EventRefused if it cannot be recorded */
    void deleted(Person by, String author, String authorName, String what, String reason) {
        record(new StoredAct(
                IDS.next(), chat.namespace().name(), chat.clock().millis(), Kind.DELETE, by.id(), by.name(), author,
                authorName, null, 0, what, Wording.reason(reason)));
    }

    private void record(StoredAct act) {
        try {
            chat.archive().record(List.of(act));
        } catch (StorageException e) {
            throw Reply.asRefusal(e);
        }
        sanctions.add(act);
        AUDIT.log(
                Level.INFO,
                "{0}: {1} ({2}) has done {3} to {4} ({5}){6}{7}{8}",
                act.namespace(),
                act.byName(),
                act.by(),
                word(act),
                act.whomName(),
                act.whom(),
                act.until() == 0 ? "" : " until " + Instant.ofEpochMilli(act.until()),
                act.about() == null ? "" : ", " + act.about(),
                act.reason().isEmpty() ? "" : ": " + act.reason());
    }

    private void carryOut(StoredAct act, Optional<Person> here) {
        if (act.kind() == Kind.KICK) {
            here.ifPresent(person -> person.sockets().forEach(socket -> sendAway(socket, CloseStatus.KICKED, act)));
        } else if (act.kind() == Kind.BAN) {
            enforce();
        }
    }

    /** Those of Socket.IO's clients that come back by themselves hear that they should not. */
    private static void sendAway(Socket socket, CloseStatus why, StoredAct act) {
        socket.emit("sent away", Told.of("code", why.code(), "reason", why.reason(), "act", told(act)));
        socket.close(why);
    }

    private void list(Socket socket, Arguments arguments, Ack ack) {
        requireModerator(socket);
        ack.send(Map.of("sanctions", sanctions.all(chat.namespace().name()).stream().map(Moderation::told).toList()));
    }

    private static String word(StoredAct act) {
        return act.kind().name().toLowerCase(Locale.ROOT);
    }

    /** What everybody may know of it: no address. */
    static JsonObject told(StoredAct act) {
        JsonObjectBuilder told = JsonText.object()
                .add("what", word(act))
                .add("id", act.whom())
                .add("username", act.whomName())
                .add("by", act.byName())
                .add("date", act.time());
        if (act.kind() == Kind.BAN) {
            told.add("code", "BANNED");
        }
        if (act.until() != 0) {
            told.add("until", act.until());
        }
        if (act.about() != null) {
            told.add("about", act.about());
        }
        return told.add("reason", act.reason()).build();
    }
}
