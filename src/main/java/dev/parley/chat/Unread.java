package dev.parley.chat;

import java.util.Optional;

/**
 * How many messages somebody has not read, as far as the archive has counted them. Immutable.
 *
 * @param count of those from where they have stopped reading through {@code last}
 * @param last the last message that was counted, -1 if none was
 */
record Unread(int count, long last) {
    static final Unread NOT_COUNTED = new Unread(0, -1);

    /** All of them, with what has been said since; empty if that is not known. */
    Optional<Integer> in(Tail tail, long lastRead, String person) {
        Optional<Integer> here = tail.unread(lastRead, person);
        return here.isPresent() || last < 0 ? here : tail.unread(last, person).map(since -> count + since);
    }
}
