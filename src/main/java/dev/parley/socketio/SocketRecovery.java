package dev.parley.socketio;

import java.util.Optional;

/** One socket's private id, and how it came by it. Confined to the socket's mailbox where it does not say otherwise. */
final class SocketRecovery {
    private final String pid;
    private final SavedSession claimed; // null unless the client has come back
    private final String offset; // of the last event that it has received; null unless it has come back
    private final long deadline; // until when it could have come back; of no meaning unless it has
    private final RecoveryFailure failure; // null unless it has asked in vain
    private volatile String since; // null until it has come in
    private volatile boolean isOver;

    private SocketRecovery(String pid, SavedSession claimed, String offset, long deadline, RecoveryFailure failure) {
        this.pid = pid;
        this.claimed = claimed;
        this.offset = offset;
        this.deadline = deadline;
        this.failure = failure;
    }

    /** Of a client that is new here. */
    static SocketRecovery fresh(String pid, Optional<RecoveryFailure> failure) {
        return new SocketRecovery(pid, null, null, 0, failure.orElse(null));
    }

    /** Of a client that has come back. */
    static SocketRecovery restored(SavedSession claimed, String offset, long deadline) {
        return new SocketRecovery(claimed.pid(), claimed, offset, deadline, null);
    }

    /** By any thread. */
    String pid() {
        return pid;
    }

    /** By any thread. */
    Optional<SavedSession> claimed() {
        return Optional.ofNullable(claimed);
    }

    String offset() {
        return offset;
    }

    long deadline() {
        return deadline;
    }

    /** By any thread. */
    Optional<RecoveryFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** It is in: what the client asks for later must not be older than this. */
    void cameIn(String position) {
        since = position;
    }

    boolean isIn() {
        return since != null;
    }

    String since() {
        return since;
    }

    /** Nobody will come back for it. */
    void end() {
        isOver = true;
    }

    /** By any thread. */
    boolean isOver() {
        return isOver;
    }
}
