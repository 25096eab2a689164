package dev.parley.chat;

import dev.parley.socketio.EventRefused;

/** What people may be called. Pure functions. */
public final class Names {
    private Names() {}

    /**
     * A name as it will be shown: without blanks around it, composed (Unicode NFC).
     *
     * @throws EventRefused if it is none
     */
    public static String checked(String raw) {
        String name = Wording.name(raw);
        if (folded(name).equals(Chat.SERVER_NAME)) {
            throw new EventRefused("NAME_TAKEN", "username", "a name must not be that of the server");
        }
        return name;
    }

    /**
     * The name of a room as it will be shown: as {@link #checked}.
     *
     * @throws EventRefused if it is none
     */
    public static String room(String raw) {
        return Wording.room(raw);
    }

    /** What is left of a name when differences that people do not see do not count. */
    public static String folded(String name) {
        return Wording.isAbsurd(name, Wording.MAX_NAME) ? name : Wording.folded(name);
    }
}
