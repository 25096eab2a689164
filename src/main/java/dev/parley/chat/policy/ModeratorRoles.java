package dev.parley.chat.policy;

import static java.util.Objects.requireNonNull;

/**
 * Who looks after a chat.
 *
 * @param moderator the role of those who may mute, send away and keep out others, and delete what they have said, wherever no
 *     rule says otherwise
 * @param admin the role of those who may do that to moderators, too, and everything else
 */
public record ModeratorRoles(String moderator, String admin) {
    public ModeratorRoles {
        requireNonNull(moderator, "moderator");
        requireNonNull(admin, "admin");
    }

    public static ModeratorRoles defaults() {
        return new ModeratorRoles("parley-moderator", "parley-admin");
    }

    boolean isAdmin(Subject who) {
        return who.isInRole(admin);
    }
}
