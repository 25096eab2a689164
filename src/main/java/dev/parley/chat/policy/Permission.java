package dev.parley.chat.policy;

import java.util.Locale;

/** What somebody may do in a namespace, or in one of its rooms. */
public enum Permission {
    /** Coming into a namespace. Not asked for rooms. */
    CONNECT("come in"),
    /** Coming into a room that is there. Not asked for the lobby, where everybody is who has come in. */
    JOIN("join the room"),
    /** Making a room. */
    CREATE("make rooms"),
    /** Saying, showing and changing something, reacting to it, typing, choosing what a room is about. */
    POST("write"),
    /** Reading and searching what was said before one came. */
    READ("read what was said before"),
    /** Deleting what others have said; in a namespace also sending others away, and keeping them silent or out. */
    MODERATE("moderate");

    private final String words;

    Permission(String words) {
        this.words = words;
    }

    /** Its name in the configuration and on the wire, such as {@code post}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What somebody wants to do, after "to". */
    String words() {
        return words;
    }
}
