package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A message as it is now.
 *
 * @param room where it was said
 * @param id its number: greater than that of all earlier messages and changes of the room; 1 or more
 * @param changed the number of its last change, from the same row of numbers; {@code id} if there was none
 * @param author the id of who said it
 * @param name what the author was called then
 * @param text empty when it is deleted
 * @param time when the server accepted it, milliseconds since 1970
 * @param edited when its text was changed last, milliseconds since 1970; 0 if never
 * @param isDeleted whether only the place is left where it was
 * @param replyTo the id of the message that it answers, 0 if none
 * @param reactions in the order in which they came
 * @param nonce by which its author knows it again, unique among the author's messages; null if none was given
 * @param extras a JSON object with whatever else belongs to it, which the store does not look into; null if nothing
 */
public record StoredMessage(
        RoomKey room,
        long id,
        long changed,
        String author,
        String name,
        String text,
        long time,
        long edited,
        boolean isDeleted,
        long replyTo,
        List<Reaction> reactions,
        String nonce,
        String extras)
        implements Change {
    public StoredMessage {
        requireNonNull(room, "room");
        requireNonNull(author, "author");
        requireNonNull(name, "name");
        requireNonNull(text, "text");
        reactions = List.copyOf(reactions);
    }

    /** The same after its text was changed. */
    public StoredMessage edited(String other, long when) {
        return new StoredMessage(
                room, id, changed, author, name, other, time, when, false, replyTo, reactions, nonce, extras);
    }

    /** What is left when it is deleted: its place, and where it was said. */
    public StoredMessage deleted(String address) {
        return new StoredMessage(room, id, changed, author, name, "", time, edited, true, replyTo, List.of(), nonce, address);
    }

    /** The same with other reactions. */
    public StoredMessage reacted(List<Reaction> others) {
        return new StoredMessage(
                room, id, changed, author, name, text, time, edited, isDeleted, replyTo, others, nonce, extras);
    }

    /** The same with the number of its last change. */
    public StoredMessage numbered(long number) {
        return new StoredMessage(
                room, id, number, author, name, text, time, edited, isDeleted, replyTo, reactions, nonce, extras);
    }

    /**
     * What somebody thinks of a message.
     *
     * @param reaction mostly one emoji
     * @param person the id of who reacts
     * @param name what they were called then
     */
    public record Reaction(String reaction, String person, String name) {
        public Reaction {
            requireNonNull(reaction, "reaction");
            requireNonNull(person, "person");
            requireNonNull(name, "name");
        }
    }
}
