package dev.parley.account;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Somebody who is registered. Immutable.
 *
 * @param id names them and nobody else, and never changes
 * @param name what they are called
 * @param roles what they may be asked for
 */
public record Account(String id, String name, Set<String> roles) {
    public Account {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        roles = Set.copyOf(roles);
    }

    Account withRoles(Set<String> others) {
        return new Account(id, name, others);
    }
}
