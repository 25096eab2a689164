package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

/**
 * How far somebody has read.
 *
 * @param person whose id
 * @param id of the last message that they have seen; never goes back
 */
public record LastRead(String person, RoomKey room, long id) implements Change {
    public LastRead {
        requireNonNull(person, "person");
        requireNonNull(room, "room");
    }
}
