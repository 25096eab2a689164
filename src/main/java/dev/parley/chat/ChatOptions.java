package dev.parley.chat;

/**
 * The limits of the chat.
 *
 * @param maxText characters of a message, 1 or more
 * @param maxRooms rooms of a namespace at once, 0 or more
 * @param maxRoomsPerPerson rooms one person may be in, without the lobby; 0 or more
 * @param maxBytes the largest message that the server accepts, which clients are told; 1 or more
 */
public record ChatOptions(int maxText, int maxRooms, int maxRoomsPerPerson, int maxBytes) {
    public ChatOptions {
        if (maxText < 1) {
            throw new IllegalArgumentException("characters of a message must be 1 or more, was " + maxText);
        }
        if (maxRooms < 0) {
            throw new IllegalArgumentException("rooms must be 0 or more, was " + maxRooms);
        }
        if (maxRoomsPerPerson < 0) {
            throw new IllegalArgumentException("rooms per person must be 0 or more, was " + maxRoomsPerPerson);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("bytes of a message must be 1 or more, was " + maxBytes);
        }
    }

    public static ChatOptions defaults() {
        return new ChatOptions(4_000, 1_000, 50, 1_000_000);
    }
}
