package dev.parley.socketio;

/** Why a client that asked for its former socket got a new one. */
public enum RecoveryFailure {
    /** It had received no event, so nobody knows what it has missed. */
    NO_OFFSET(false),
    /** Nobody here knows the private id: another server gave it, or one that has been restarted, or long ago. */
    UNKNOWN_PID(false),
    /** The former socket is still there: the server has not found out yet that its connection is dead. */
    STILL_CONNECTED(true),
    /** It had left the namespace, or had been made to. */
    LEFT(false),
    /** It was away for too long. */
    EXPIRED(true),
    /** It was forgotten because too many were away. */
    TOO_MANY(true),
    /** It was away for too many events, or has never received the one that it names. */
    OFFSET_UNKNOWN(true),
    /** The container says that it is somebody else. */
    OTHER_USER(true),
    /** What was kept could not be read. */
    STORE_FAILED(true);

    private final boolean isNoteworthy;

    RecoveryFailure(boolean isNoteworthy) {
        this.isNoteworthy = isNoteworthy;
    }

    /** Whether operators want to know; the others can be caused by anybody at will. */
    boolean isNoteworthy() {
        return isNoteworthy;
    }
}
