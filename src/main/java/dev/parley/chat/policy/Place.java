package dev.parley.chat.policy;

import static java.util.Objects.requireNonNull;

/**
 * Where somebody wants to do something.
 *
 * @param namespace its name, with the leading slash
 * @param room {@code lobby} or the name of a room; null for the namespace as a whole, and for what two people say in private
 */
public record Place(String namespace, String room) {
    /** The room in which everybody is who has come into a namespace. */
    public static final String LOBBY = "lobby";

    public Place {
        requireNonNull(namespace, "namespace");
    }

    /** A namespace as a whole. */
    public static Place of(String namespace) {
        return new Place(namespace, null);
    }

    /** The namespace that it is, or is in. */
    Place whole() {
        return room == null ? this : of(namespace);
    }

    /** Whether it is a room that one joins. */
    boolean isJoined() {
        return room != null && !room.equals(LOBBY);
    }

    /** As in the configuration: {@code /team#news}. */
    @Override
    public String toString() {
        return room == null ? namespace : namespace + "#" + room;
    }
}
