package dev.parley.engineio;

/** Why a session ended, in the words of Node's server. */
public enum CloseReason {
    /** The client closed it. */
    TRANSPORT_CLOSE("transport close"),
    /** It broke, or the client did what it must not. */
    TRANSPORT_ERROR("transport error"),
    /** The client was silent for too long. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent what is no packet. */
    PARSE_ERROR("parse error"),
    /** The application closed it. */
    FORCED_CLOSE("forced close"),
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Node's words. */
    public String text() {
        return text;
    }
}
