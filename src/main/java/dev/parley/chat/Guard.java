package dev.parley.chat;

import dev.parley.chat.policy.Permission;
import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredAct.Kind;
import dev.parley.connection.AddressKey;
import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Keeps out of one namespace whom moderators have banned, and silent whom they have muted. Safe for use by many threads. */
final class Guard {
    private final ChatNamespace chat;
    private final Permits permits;
    private final Sanctions sanctions;

    Guard(ChatNamespace chat, Permits permits, Sanctions sanctions) {
        this.chat = chat;
        this.permits = permits;
        this.sanctions = sanctions;
    }

    void install(Namespace namespace) {
        namespace.use(this::keepOut);
    }

    /** Whom the server knows, and whoever comes from an address; others say only later who they are. */
    private void keepOut(Socket socket) {
        ban(socket, knownKey(socket)).ifPresent(ban -> {
            throw new ConnectRefused("banned", ActJson.of(ban), CloseStatus.BANNED);
        });
    }

    /** Of whom the server knows; null for others. */
    private static String knownKey(Socket socket) {
        return socket.handshake().principal().map(Keys::of).orElse(null);
    }

    /** Whether somebody who comes back to a session, of which no middleware is asked, has to go, and goes. */
    boolean isSentAway(Socket socket) {
        return isSentAway(socket, knownKey(socket));
    }

    private Optional<StoredAct> ban(Socket socket, String key) {
        return sanctions.isEmpty() // as nearly always, and this is asked for every connection
                ? Optional.empty()
                : sanctions.against(socket.namespace().name(), Kind.BAN, names(socket, key == null ? null : Person.idOf(key)));
    }

    /**
     * Whether somebody of whom it is known by now who they are has to go, and goes.
     *
     * @param key null if they have none
     */
    boolean isSentAway(Socket socket, String key) {
        Optional<StoredAct> ban = ban(socket, key);
        ban.ifPresent(why -> sendAway(socket, CloseStatus.BANNED, why));
        return ban.isPresent();
    }

    /**
     * @param room in which, be it a private one; null for what is told to the whole namespace
     * @throws EventRefused if somebody must not speak
     */
    void requireVoice(Socket socket, Person person, String room) {
        permits.require(socket, Permission.POST, room);
        requireNotMuted(socket, person);
    }

    /** @throws EventRefused if somebody must not speak anywhere */
    void requireNotMuted(Socket socket, Person person) {
        if (sanctions.isEmpty()) {
            return;
        }
        sanctions.against(chat.namespace().name(), Kind.MUTE, names(socket, person.id())).ifPresent(mute -> {
            throw new EventRefused("MUTED", null, "one must not be muted, is" + until(mute), wait(mute));
        });
    }

    /** By what somebody may be sanctioned: moderators not by an address, which others may have as well; administrators not at all. */
    private Set<String> names(Socket socket, String person) {
        Set<String> names = new HashSet<>();
        if (person != null && !permits.isAdmin(socket)) {
            names.add(person);
        }
        if (!permits.isModerator(socket)) {
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

    /** Those of Socket.IO's clients that come back by themselves hear that they should not. */
    static void sendAway(Socket socket, CloseStatus why, StoredAct act) {
        socket.emit(Authenticator.SENT_AWAY, Told.of("code", why.code(), "reason", why.reason(), "act", ActJson.of(act)));
        socket.close(why);
    }
}
