package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

/**
 * What is known of a file.
 *
 * @param id not to be guessed
 * @param room for which it was sent
 * @param person the id of who sent it
 * @param address from where, as clients of one address are counted, while no message speaks of it; null: from this host, or not known
 * @param type its media type
 * @param size bytes
 * @param time milliseconds since 1970
 */
public record StoredFile(String id, RoomKey room, String person, String address, String name, String type, long size, long time) {
    public StoredFile {
        requireNonNull(id, "id");
        requireNonNull(room, "room");
        requireNonNull(person, "person");
        requireNonNull(name, "name");
        requireNonNull(type, "type");
    }
}
