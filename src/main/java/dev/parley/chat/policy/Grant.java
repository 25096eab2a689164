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

    Decision decide(Subject who, Permission permission) {
        String toDoIt = " to " + permission.words();
        return switch (kind) {
            case ALL -> Decision.ALLOWED;
            case MEMBERS -> who.isGuest()
                    ? Decision.refused(Decision.Refused.AUTH_REQUIRED, "one must have signed in" + toDoIt)
                    : Decision.ALLOWED;
            case ROLES -> roles.stream().anyMatch(who::isInRole)
                    ? Decision.ALLOWED
                    : Decision.refused(
                            Decision.Refused.ROLE_NEEDED,
                            "one must have the role " + String.join(" or ", new TreeSet<>(roles)) + toDoIt);
            case NOBODY -> Decision.refused(
                    Decision.Refused.NOT_ALLOWED, "one must be a moderator" + toDoIt + " here");
        };
    }
}
