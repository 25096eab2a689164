package dev.parley.chat.policy;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a rule lets.
 *
 * @param roles one of which somebody must have, if it is for them alone
 */
record Grant(Kind kind, Set<String> roles) {

    /** For whom it is. */
    enum Kind {
        ALL,
        MEMBERS,
        ROLES,
        NOBODY
    }

    static final Grant ALL = new Grant(Kind.ALL, Set.of());
    static final Grant MEMBERS = new Grant(Kind.MEMBERS, Set.of());
    static final Grant NOBODY = new Grant(Kind.NOBODY, Set.of());

    static Grant toRoles(Set<String> roles) {
        return new Grant(Kind.ROLES, Set.copyOf(roles));
    }

    boolean lets(Subject who) {
        return switch (kind) {
            case ALL -> true;
            case MEMBERS -> !who.isGuest();
            case ROLES -> roles.stream().anyMatch(who::isInRole);
            case NOBODY -> false;
        };
    }

    Decision decide(Subject who, Permission permission) {
        return lets(who) ? Decision.ALLOWED : refused(" to " + permission.words());
    }

    private Decision refused(String toDoIt) {
        return switch (kind) {
            case ALL -> throw new IllegalStateException("nobody is refused what is for all");
            case MEMBERS -> Decision.refused(Decision.Refused.AUTH_REQUIRED, "one must have signed in" + toDoIt);
            case ROLES -> Decision.refused(
                    Decision.Refused.ROLE_NEEDED,
                    "one must have the role " + String.join(" or ", new TreeSet<>(roles)) + toDoIt);
            case NOBODY -> Decision.refused(
                    Decision.Refused.NOT_ALLOWED, "one must be a moderator" + toDoIt + " here");
        };
    }
}
