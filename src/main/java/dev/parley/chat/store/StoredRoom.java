package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

/**
 * A room.
 *
 * @param topic what it is about, may be empty
 * @param createdBy the name of who created it, empty for the lobby
 * @param created milliseconds since 1970
 * @param last the greatest number given in it, 0 if none; {@link ChatStore#save} takes it from the messages and ignores this
 */
public record StoredRoom(RoomKey key, String topic, String createdBy, long created, long last) implements Change {
    public StoredRoom {
        requireNonNull(key, "key");
        requireNonNull(topic, "topic");
        requireNonNull(createdBy, "createdBy");
    }
}
