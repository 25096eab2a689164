package dev.parley.socketio;

/** Why a socket left, in the words of Node's server (Socket.IO documentation, "disconnect"). */
public enum DisconnectReason {
    TRANSPORT_ERROR("transport error"),
    TRANSPORT_CLOSE("transport close"),
    FORCED_CLOSE("forced close"),
    PING_TIMEOUT("ping timeout"),
    PARSE_ERROR("parse error"),
    SERVER_SHUTTING_DOWN("server shutting down"),
    FORCED_SERVER_CLOSE("forced server close"),
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** Not one of Node's: the client's token is not valid any more. */
    AUTH_EXPIRED("auth expired"),
    /** Not one of Node's: what the client has shown does not count any more. */
    AUTH_REVOKED("auth revoked");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** Whether the client may not have wanted it, so that it may come back to what it had: Node's choice. */
    boolean isRecoverable() {
        return switch (this) {
            case TRANSPORT_ERROR,
                    TRANSPORT_CLOSE,
                    FORCED_CLOSE,
                    PING_TIMEOUT,
                    SERVER_SHUTTING_DOWN,
                    FORCED_SERVER_CLOSE -> true;
            case PARSE_ERROR, CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT, AUTH_EXPIRED, AUTH_REVOKED -> false;
        };
    }

    /** Node's words. */
    public String text() {
        return text;
    }
}
