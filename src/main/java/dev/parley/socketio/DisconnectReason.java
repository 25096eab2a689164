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
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** Node's words. */
    public String text() {
        return text;
    }
}
