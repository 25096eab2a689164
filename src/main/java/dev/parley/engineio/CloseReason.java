package dev.parley.engineio;

import dev.parley.connection.CloseStatus;

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

    /** The same in the words of WebSockets. */
    CloseStatus status() {
        int code =
                switch (this) {
                    case TRANSPORT_CLOSE, FORCED_CLOSE -> 1000;
                    case SERVER_SHUTTING_DOWN -> 1001;
                    case PARSE_ERROR -> 1002;
                    case TRANSPORT_ERROR, PING_TIMEOUT -> 1006;
                };
        return new CloseStatus(code, text);
    }

    /** Node's words. */
    public String text() {
        return text;
    }
}
