package dev.parley.chat;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * Who hears what is said in a room. Some have asked to be told only that there is something new; they are in rooms of their
 * own. Immutable.
 */
record Audience(Namespace namespace) {
    /** Those who keep their lists themselves, and need not be told them again and again. */
    static final String DIFFERENCES = "@differences";

    /** Those who are told the lists again and again. */
    static final String LISTS = "@lists";

    private static final String NOTICES = "@notices/";

    /** How much a socket wants to be told. */
    enum Delivery {
        FULL,
        NOTICES
    }

    static Delivery delivery(Socket socket) {
        return socket.rooms().contains(NOTICES + Room.LOBBY) ? Delivery.NOTICES : Delivery.FULL;
    }

    /** Lets a socket hear what its person and the lobby get. */
    static void enter(Socket socket, Person person, Delivery delivery) {
        socket.join(prefix(delivery) + Room.LOBBY, prefix(delivery) + person.room());
    }

    static boolean wantsLists(Socket socket) {
        return !socket.rooms().contains(DIFFERENCES);
    }

    static void enter(Socket socket, String room) {
        socket.join(prefix(delivery(socket)) + room);
    }

    static void leave(Socket socket, String room) {
        socket.leave(prefix(delivery(socket)) + room);
    }

    /** All in a room but the author's own sockets. */
    BroadcastOperator others(Where where, Person author) {
        return everybody(where).except(author.room());
    }

    /** All in a room, and the author. */
    BroadcastOperator everybody(Where where, Person author) {
        return where.isPrivate() ? namespace.to(Person.room(where.to()), author.room()) : everybody(where);
    }

    /** All sockets of somebody. */
    BroadcastOperator own(Person person) {
        return namespace.to(person.room());
    }

    /** Tells those who want no more that there is something new. */
    void notice(Where where, Person author, long id) {
        String room = where.isPrivate() ? Person.room(where.to()) : where.room();
        JsonObject news = where.isPrivate()
                ? Told.of("id", id, "from", author.id(), "to", where.to())
                : Told.of("id", id, "room", where.room());
        namespace.to(NOTICES + room).emit("news", Arguments.of(List.of(news)));
    }

    private BroadcastOperator everybody(Where where) {
        if (where.isPrivate()) {
            return namespace.to(Person.room(where.to()));
        }
        return where.room().equals(Room.LOBBY) ? namespace.except(NOTICES + Room.LOBBY) : namespace.to(where.room());
    }

    private static String prefix(Delivery delivery) {
        return delivery == Delivery.FULL ? "" : NOTICES;
    }
}
