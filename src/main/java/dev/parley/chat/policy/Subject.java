package dev.parley.chat.policy;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Handshake;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Somebody who wants to do something.
 *
 * @param principal who they have shown to be; empty for a guest
 * @param roles whether they have a role
 */
public record Subject(Optional<Principal> principal, Predicate<String> roles) {
    public Subject {
        requireNonNull(principal, "principal");
        requireNonNull(roles, "roles");
    }

    /** A connected client, as it is known now. */
    public static Subject of(Handshake handshake) {
        return new Subject(handshake.principal(), handshake::isInRole);
    }

    /** Whether the server does not know who they are. */
    public boolean isGuest() {
        return principal.isEmpty();
    }

    /** Whether they have a role. */
    public boolean isInRole(String role) {
        return roles.test(role);
    }
}
