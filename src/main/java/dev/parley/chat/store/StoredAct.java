package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

/**
 * Something that a moderator has done: what counts from then on, and the record of it. Never changed; what is taken back is
 * another act.
 *
 * @param id nobody else's
 * @param time milliseconds since 1970
 * @param by the id of the moderator
 * @param byName what they were called
 * @param whom the id of the person to whom it was done
 * @param whomName what they were called
 * @param address by which they are known as well; null if they are not
 * @param until milliseconds since 1970; 0: without an end
 * @param about what it was about, such as a message; null if it was about the person
 * @param reason why; may be empty
 */
public record StoredAct(
        String id,
        String namespace,
        long time,
        Kind kind,
        String by,
        String byName,
        String whom,
        String whomName,
        String address,
        long until,
        String about,
        String reason)
        implements Change {

    /** What was done. */
    public enum Kind {
        MUTE,
        UNMUTE,
        KICK,
        BAN,
        UNBAN,
        DELETE
    }

    public StoredAct {
        requireNonNull(id, "id");
        requireNonNull(namespace, "namespace");
        requireNonNull(kind, "kind");
        requireNonNull(by, "by");
        requireNonNull(byName, "byName");
        requireNonNull(whom, "whom");
        requireNonNull(whomName, "whomName");
        requireNonNull(reason, "reason");
    }

    /** Whether it still counts. */
    public boolean countsAt(long now) {
        return until == 0 || until > now;
    }
}
