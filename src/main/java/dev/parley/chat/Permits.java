package dev.parley.chat;

import dev.parley.chat.policy.Decision.Refused;
import dev.parley.chat.policy.Permission;
import dev.parley.chat.policy.Permissions;
import dev.parley.chat.policy.Place;
import dev.parley.chat.policy.Subject;
import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may do what in one namespace and in its rooms. Immutable. */
record Permits(Permissions permissions, String namespace) {
    private static final List<Permission> IN_ROOM = List.of(Permission.POST, Permission.READ);
    private static final List<Permission> IN_LOBBY = List.of(Permission.POST, Permission.READ, Permission.CREATE);

    void install(Namespace opened) {
        opened.use(this::requireEntry);
    }

    private void requireEntry(Socket socket) {
        missing(socket, Permission.CONNECT, null).ifPresent(refused -> {
            CloseStatus status = status(refused);
            throw new ConnectRefused(
                    status.reason(), Map.of("code", refused.code(), "detail", refused.message()), status);
        });
    }

    /** Whether somebody must go who was let in before, or comes back to a session, of which no middleware is asked; and goes. */
    boolean isSentAway(Socket socket) {
        Optional<Refused> missing = missing(socket, Permission.CONNECT, null);
        missing.ifPresent(refused -> {
            CloseStatus status = status(refused);
            socket.emit(Authenticator.SENT_AWAY, Told.of("code", status.code(), "reason", status.reason()));
            socket.disconnect(status);
        });
        return missing.isPresent();
    }

    private static CloseStatus status(Refused refused) {
        return refused.code().equals(Refused.AUTH_REQUIRED) ? CloseStatus.AUTH_REQUIRED : CloseStatus.FORBIDDEN;
    }

    /** Whether nothing but moderating is kept from anybody. */
    boolean isOpen() {
        return permissions.isOpen();
    }

    /**
     * What keeps somebody from doing something.
     *
     * @param room null, or a private one: asked for the namespace as a whole
     */
    private Optional<Refused> missing(Socket socket, Permission permission, String room) {
        return permissions.missing(Subject.of(socket.handshake()), permission, place(room));
    }

    private Place place(String room) {
        return new Place(namespace, room == null || Room.isPrivate(room) ? null : room);
    }

    boolean allows(Socket socket, Permission permission, String room) {
        return missing(socket, permission, room).isEmpty();
    }

    /** @throws EventRefused if somebody may not do something */
    void require(Socket socket, Permission permission, String room) {
        permissions.require(Subject.of(socket.handshake()), permission, place(room));
    }

    /** Whether somebody looks after the whole namespace. */
    boolean isModerator(Socket socket) {
        return allows(socket, Permission.MODERATE, null);
    }

    /** Whether somebody may do everything. */
    boolean isAdmin(Socket socket) {
        return permissions.isAdmin(Subject.of(socket.handshake()));
    }

    /** For the client: the codes of what it lacks in a room, by permission; empty if that is nothing. */
    JsonObject missing(Socket socket, String room) {
        JsonObjectBuilder codes = JsonText.object();
        for (Permission each : room.equals(Room.LOBBY) ? IN_LOBBY : IN_ROOM) {
            missing(socket, each, each == Permission.CREATE ? null : room)
                    .ifPresent(refused -> codes.add(each.key(), refused.code()));
        }
        return codes.build();
    }
}
