package dev.parley.chat;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import java.security.Principal;

/** The keys by which people are known again, on whatever wire they come. */
public final class Keys {
    private static final int MOST = 64;
    private static final String KNOWN = "\u0000"; // the beginning of no guest's key

    private Keys() {}

    /** Whether it may be a guest's: what is longer, such as a token, is something else. */
    public static boolean isGuest(String key) {
        return key.length() <= MOST;
    }

    /**
     * The key that a guest has chosen, a secret of their own.
     *
     * @throws EventRefused if it cannot be one
     */
    public static String ofGuest(String key) {
        if (key.isEmpty() || !isGuest(key)) {
            throw new EventRefused("FIELD_TYPE", "key", "a key must have 1 to " + MOST + " characters");
        } else if (key.startsWith(KNOWN)) {
            throw new EventRefused("FIELD_TYPE", "key", "a key must not begin with the character 0");
        }
        return key;
    }

    /** The key of somebody whom the server knows: no secret, and nobody else can have it. */
    public static String of(Principal known) {
        return KNOWN + User.distinctName(known);
    }
}
