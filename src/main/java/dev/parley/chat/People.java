package dev.parley.chat;

import dev.parley.socketio.Socket;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has which name in one namespace, in the order of arrival. Safe for use by many threads. */
final class People {

    /**
     * How a name was taken.
     *
     * @param person who has it now
     * @param before who the same socket was, null if it had no name
     * @param replaced whose name it was and who had the same key, null if nobody
     */
    record Taken(Person person, Person before, Person replaced) {}

    private final Map<String, Person> bySocket = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Person> byName = new HashMap<>(); // guarded by this; keys are folded

    /**
     * Gives a socket the name it wants, or the next one that is free.
     *
     * @param wanted a valid name
     * @return empty when the socket has disconnected meanwhile
     */
    synchronized Optional<Taken> take(Socket socket, String wanted, String key, JsonObject fields) {
        if (!socket.isConnected()) {
            return Optional.empty();
        }
        Person before = bySocket.get(socket.id());
        if (before != null) {
            byName.remove(Wording.folded(before.name()), before);
        }
        Person replaced = null;
        Person holder = byName.get(Wording.folded(wanted));
        if (holder != null && isSame(key, holder.key())) {
            replaced = holder;
            bySocket.remove(holder.socket().id());
            byName.remove(Wording.folded(holder.name()));
        }
        Person person = new Person(socket, free(wanted), key, fields);
        bySocket.put(person.socket().id(), person); // who renames keeps the place in the list
        byName.put(Wording.folded(person.name()), person);
        return Optional.of(new Taken(person, before, replaced));
    }

    /** Gives up the name of a socket; empty if it had none, or has it no more. */
    synchronized Optional<Person> remove(Socket socket) {
        Person person = bySocket.remove(socket.id());
        if (person != null) {
            byName.remove(Wording.folded(person.name()), person);
        }
        return Optional.ofNullable(person);
    }

    synchronized Optional<Person> of(Socket socket) {
        return Optional.ofNullable(bySocket.get(socket.id()));
    }

    /** The person with a name. */
    Optional<Person> named(String name) {
        if (Wording.isAbsurd(name, Wording.MAX_NAME)) {
            return Optional.empty();
        }
        String folded = Wording.folded(name);
        synchronized (this) {
            return Optional.ofNullable(byName.get(folded));
        }
    }

    synchronized List<Person> all() {
        return List.copyOf(bySocket.values());
    }

    synchronized int count() {
        return bySocket.size();
    }

    private String free(String wanted) {
        String name = wanted;
        for (int number = 1; isInUse(Wording.folded(name)); number++) {
            name = Wording.numbered(wanted, number);
        }
        return name;
    }

    private boolean isInUse(String folded) {
        return byName.containsKey(folded) || folded.equals(Chat.SERVER_NAME);
    }

    private static boolean isSame(String key, String other) {
        return key != null
                && other != null
                && MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
