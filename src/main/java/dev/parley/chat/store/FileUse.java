package dev.parley.chat.store;

import static java.util.Objects.requireNonNull;

/**
 * Whether a message speaks of a file. One of which the message has been deleted is removed.
 *
 * @param file its id
 * @param isUsed false when it is not needed any more
 */
public record FileUse(String file, boolean isUsed) implements Change {
    public FileUse {
        requireNonNull(file, "file");
    }
}
