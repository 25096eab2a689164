package dev.parley.chat;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import jakarta.json.JsonObject;
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
     * @param before the same person before that, null if they were not here
     * @param isNewSocket whether the socket had no name
     */
    record Taken(Person person, Person before, boolean isNewSocket) {}

    // guarded by this; the id of whose it is; not by the socket's id, for one that recovers has that of the one before
    private final Map<Socket, String> bySocket = new HashMap<>();
    private final Map<String, Person> byId = new LinkedHashMap<>(); // guarded by this
    private final Map<String, String> byName = new HashMap<>(); // guarded by this; keys are folded

    /**
     * Gives a socket the name it wants, or the next one that is free. Who is here already, on another socket, keeps theirs.
     *
     * @param wanted a valid name
     * @param key null if none is given
     * @return empty when the socket has disconnected meanwhile
     * @throws EventRefused if the socket has come with another key
     */
    synchronized Optional<Taken> take(Socket socket, String wanted, String key, JsonObject fields) {
        if (!socket.isConnected()) {
            return Optional.empty();
        }
        Optional<Person> own = of(socket);
        if (key != null && own.isPresent() && !key.equals(own.get().key())) {
            throw new EventRefused("KEY_CHANGED", "key", "a connection must keep the key with which it has taken a name");
        }
        Person before = own.orElseGet(() -> key == null ? null : byId.get(Person.idOf(key)));
        Person person;
        if (before == null) {
            String id = key == null ? socket.publicId() : Person.idOf(key);
            person = new Person(id, free(wanted, null), key, fields, List.of(socket), List.of());
        } else if (own.isEmpty()) {
            person = before.with(socket);
        } else {
            person = before.named(free(wanted, before.id())).saying(fields);
        }
        bySocket.put(socket, person.id());
        put(person, before);
        return Optional.of(new Taken(person, before, own.isEmpty()));
    }

    /** Takes a socket from its person; empty if it had none. A person without sockets is gone. */
    synchronized Optional<Person> remove(Socket socket) {
        String id = bySocket.remove(socket);
        if (id == null) {
            return Optional.empty();
        }
        Person before = byId.get(id);
        Person left = before.without(socket);
        if (left.sockets().isEmpty()) {
            byId.remove(id);
            byName.remove(Wording.folded(before.name()));
        } else {
            byId.put(id, left);
        }
        return Optional.of(left);
    }

    /** Whether anybody looks at a socket; the person if that has made them come or go, else empty. */
    synchronized Optional<Person> look(Socket socket, boolean isAway) {
        return of(socket).flatMap(before -> {
            Person person = before.looking(socket, isAway);
            byId.put(person.id(), person);
            return person.isAway() == before.isAway() ? Optional.empty() : Optional.of(person);
        });
    }

    synchronized Optional<Person> of(Socket socket) {
        return Optional.ofNullable(bySocket.get(socket)).map(byId::get);
    }

    synchronized Optional<Person> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The person with a name. */
    Optional<Person> named(String name) {
        if (Wording.isAbsurd(name, Wording.MAX_NAME)) {
            return Optional.empty();
        }
        String folded = Wording.folded(name);
        synchronized (this) {
            return Optional.ofNullable(byName.get(folded)).map(byId::get);
        }
    }

    synchronized List<Person> all() {
        return List.copyOf(byId.values());
    }

    synchronized int count() {
        return byId.size();
    }

    private void put(Person person, Person before) {
        if (before != null) {
            byName.remove(Wording.folded(before.name()));
        }
        byName.put(Wording.folded(person.name()), person.id());
        byId.put(person.id(), person); // who renames keeps the place in the list
    }

    private String free(String wanted, String id) {
        String name = wanted;
        for (int number = 1; isInUse(Wording.folded(name), id); number++) {
            name = Wording.numbered(wanted, number);
        }
        return name;
    }

    private boolean isInUse(String folded, String id) {
        String holder = byName.get(folded);
        return folded.equals(Chat.SERVER_NAME) || (holder != null && !holder.equals(id));
    }
}
