package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

/**
 * Which room.
 *
 * @param namespace with the leading slash
 * @param room a room's name; {@code lobby} the lobby; {@code @} and the ids of two people, their private room
 */
public record RoomKey(String namespace, String room) {
    public RoomKey {
        requireNonNull(namespace, "namespace");
        requireNonNull(room, "room");
    }
}
