package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a {@link RecoveryStore} keeps of a client that may come back. Immutable.
 *
 * @param pid the private id by which the client asks for it: a secret that is never logged
 * @param user who the container said the client was; nobody else gets it
 * @param since the offset of the last event before it came in: it may ask for none before
 * @param socket what it gets back
 */
public record SavedSession(String pid, Optional<String> user, String since, SavedSocket socket) {
    public SavedSession {
        requireNonNull(pid, "pid");
        requireNonNull(user, "user");
        requireNonNull(since, "since");
        requireNonNull(socket, "socket");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SavedSession[" + socket.id() + " in " + socket.namespace() + "]";
    }
}
