package dev.parley.socketio.protocol;

import java.util.Set;

/** The names that the protocol keeps for itself (Socket.IO documentation, "emit cheatsheet"). */
public final class ReservedNames {
    private static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedNames() {}

    /** Whether no event of an application's may have it. */
    public static boolean contains(String event) {
        return NAMES.contains(event);
    }
}
