package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Handshake;

/**
 * Who looks after a chat.
 *
 * @param moderator the role of those who may mute, send away and keep out others, and delete what they have said
 * @param admin the role of those who may do that to moderators, too
 */
public record ModeratorRoles(String moderator, String admin) {
    public ModeratorRoles {
        requireNonNull(moderator, "moderator");
        requireNonNull(admin, "admin");
    }

    public static ModeratorRoles defaults() {
        return new ModeratorRoles("parley-moderator", "parley-admin");
    }

    /** Whether somebody may do all this to others; administrators may. */
    boolean isModerator(Handshake handshake) {
        return handshake.isInRole(moderator) || isAdmin(handshake);
    }

    boolean isAdmin(Handshake handshake) {
        return handshake.isInRole(admin);
    }
}
