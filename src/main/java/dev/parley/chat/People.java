package dev.parley.chat;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Who has which name in one namespace, in the order of arrival. Safe for use by many threads. */
final class People {

    /**
     * How a name was taken.
     *
     * @param person who has it now
     * @param before the same person before that, null if they were not here
     * @param isNewSocket whether the socket had no name
     * @param displaced who had the name before and has another one now; null if nobody had
     */
    record Taken(Person person, Person before, boolean isNewSocket, Displaced displaced) {}

    /** A guest who has had the name of somebody who is registered. */
    record Displaced(Person person, Person before) {}

    /**
     * Who takes a name.
     *
     * @param key null if none is given
     * @param isNameOwn whether the name is theirs and nobody else's
     */
    record Claim(String key, boolean isNameOwn) {}

    // guarded by this; the id of whose it is; not by the socket's id, for one that recovers has that of the one before
    private final Map<Socket, String> bySocket = new HashMap<>();
    private final Map<String, Person> byId = new LinkedHashMap<>(); // guarded by this
    private final Map<String, String> byName = new HashMap<>(); // guarded by this; keys are folded
    private final Predicate<String> isReserved;

    /** @param isReserved whether a name is for those alone whose own it is */
    People(Predicate<String> isReserved) {
        this.isReserved = isReserved;
    }

    /**
     * Gives a socket the name it wants, or the next one that is free. Who is here already, on another socket, keeps theirs. Whose
     * own a name is gets it, and a guest who has it gets another.
     *
     * @param wanted a valid name
     * @return empty when the socket has disconnected meanwhile
     * @throws EventRefused if the socket has come with another key
     */
    synchronized Optional<Taken> take(Socket socket, String wanted, Claim claim, JsonObject fields) {
        String key = claim.key();
        if (!socket.isConnected()) {
            return Optional.empty();
        }
        Optional<Person> own = of(socket);
        if (key != null && own.isPresent() && !key.equals(own.get().key())) {
            throw new EventRefused("KEY_CHANGED", "key", "a connection must keep the key with which it has taken a name");
        }
        Person before = own.orElseGet(() -> key == null ? null : byId.get(Person.idOf(key)));
        String id = before != null ? before.id() : key == null ? socket.publicId() : Person.idOf(key);
        Displaced displaced = claim.isNameOwn() ? displace(wanted, id) : null;
        Person person;
        if (before == null) {
            person = new Person(id, name(wanted, id, claim), key, fields, List.of(socket), List.of());
        } else if (own.isEmpty()) {
            person = before.with(socket);
        } else {
            person = before.named(name(wanted, id, claim)).saying(fields);
        }
        bySocket.put(socket, person.id());
        put(person, before);
        return Optional.of(new Taken(person, before, own.isEmpty(), displaced));
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

    /** Takes a name from whoever has it; null if that is nobody else. */
    private Displaced displace(String name, String id) {
        String holder = byName.get(Wording.folded(name));
        if (holder == null || holder.equals(id)) {
            return null;
        }
        Person before = byId.get(holder);
        Person person = before.named(free(name, null)); // in use by themselves, so it is another
        put(person, before);
        return new Displaced(person, before);
    }

    private String name(String wanted, String id, Claim claim) {
        return claim.isNameOwn() ? wanted : free(wanted, id);
    }

    private String free(String wanted, String id) {
        String name = wanted;
        for (int number = 1; isReserved.test(name) || isInUse(Wording.folded(name), id); number++) {
            name = Wording.numbered(wanted, number);
        }
        return name;
    }

    private boolean isInUse(String folded, String id) {
        String holder = byName.get(folded);
        return folded.equals(Chat.SERVER_NAME) || (holder != null && !holder.equals(id));
    }
}
