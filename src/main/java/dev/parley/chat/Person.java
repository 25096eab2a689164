package dev.parley.chat;

import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Somebody with a name: one person, however many tabs they have open. Immutable.
 *
 * @param id the same whenever somebody comes with the same key; without one that of the connection
 * @param name unique in the namespace while it is in use
 * @param key a secret of their own by which they are known again, null if they gave none
 * @param fields what else their client says about them, for clients of the same kind; never null
 * @param sockets the ways to them, one or more
 * @param away those of their sockets at which nobody looks
 */
record Person(String id, String name, String key, JsonObject fields, List<Socket> sockets, List<Socket> away) {
    /** Characters of an id that comes of a key. */
    static final int ID_LENGTH = 20;

    private static final int ID_BYTES = 15; // the same in base64

    Person {
        sockets = List.copyOf(sockets);
        away = List.copyOf(away);
    }

    /** The id of whoever has a key; nobody finds the key by it. */
    static String idOf(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(("person " + key).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The room in which all sockets of a person are. */
    static String room(String id) {
        return "@" + id;
    }

    String room() {
        return room(id);
    }

    boolean isAway() {
        return away.size() == sockets.size();
    }

    Person named(String other) {
        return new Person(id, other, key, fields, sockets, away);
    }

    Person saying(JsonObject others) {
        return new Person(id, name, key, others, sockets, away);
    }

    Person with(Socket socket) {
        List<Socket> all = new ArrayList<>(sockets);
        all.add(socket);
        return new Person(id, name, key, fields, all, away);
    }

    Person without(Socket socket) {
        return new Person(id, name, key, fields, others(sockets, socket), others(away, socket));
    }

    Person looking(Socket socket, boolean isAway) {
        List<Socket> all = new ArrayList<>(others(away, socket));
        if (isAway) {
            all.add(socket);
        }
        return new Person(id, name, key, fields, sockets, all);
    }

    private static List<Socket> others(List<Socket> all, Socket one) {
        return all.stream().filter(socket -> socket != one).toList();
    }

    JsonObject toJson() {
        JsonObjectBuilder json = JsonText.object().add("id", id).add("username", name);
        if (isAway()) {
            json.add("status", "away");
        }
        if (!fields.isEmpty()) {
            json.add("fields", fields);
        }
        return json.build();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Person[" + name + ", " + id + "]";
    }
}
