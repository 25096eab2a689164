package dev.parley.engineio.protocol;

import java.util.Optional;

/** The revisions of the protocol: 3 for clients 1 and 2 of Socket.IO, 4 for its clients 3 and 4. */
public enum Revision {
    V3("3"),
    V4("4");

    private final String number;

    Revision(String number) {
        this.number = number;
    }

    /** As it stands in the query parameter {@code EIO}. */
    public String number() {
        return number;
    }

    /**
     * The revision a client asks for; empty if it is neither. Node's server takes everything but {@code 4}, and nothing at
     * all, for revision 3; every real client says {@code 3}.
     *
     * @param parameter the query parameter {@code EIO}, null if there is none
     */
    public static Optional<Revision> of(String parameter) {
        for (Revision revision : values()) {
            if (revision.number.equals(parameter)) {
                return Optional.of(revision);
            }
        }
        return Optional.empty();
    }
}
