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
 * @param roles what they may be asked for with {@link Handshake#isInRole}
 * @param until when this is no longer certain; null: it stays so
 */
public record User(String id, Set<String> roles, Instant until) implements Principal {
    public User {
        requireNonNull(id, "id");
        roles = Set.copyOf(roles);
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of a user must not be blank, was '" + id + "'");
        }
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
