package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who has shown who they are, other than to the container. Immutable.
 *
 * @param id names them and nobody else, and never changes
 * @param name what others call them, if that is not theirs to choose; null: it is
 * @param roles what they may be asked for with {@link Handshake#isInRole}
 * @param session what they have signed in with, as far as it may be taken back; null: it may not
 * @param until when this is no longer certain; null: it stays so
 */
public record User(String id, String name, Set<String> roles, String session, Instant until) implements Principal {
    public User {
        requireNonNull(id, "id");
        roles = Set.copyOf(roles);
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of a user must not be blank, was '" + id + "'");
        }
    }

    /** Somebody who chooses their name. */
    public User(String id, Set<String> roles, Instant until) {
        this(id, null, roles, null, until);
    }

    /** Somebody of whom this stays certain, without roles. */
    public User(String id) {
        this(id, Set.of(), null);
    }

    /**
     * What tells somebody whom the server knows from all others: whom a token names is not whom the container calls the same.
     *
     * @param known a user, or whom the container knows
     */
    public static String distinctName(Principal known) {
        return (known instanceof User ? "user " : "container ") + known.getName();
    }

    /** The {@link #id}. */
    @Override
    public String getName() {
        return id;
    }

    /** When this is no longer certain; empty: it stays so. */
    public Optional<Instant> ends() {
        return Optional.ofNullable(until);
    }
}
