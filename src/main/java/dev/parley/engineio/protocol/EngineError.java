package dev.parley.engineio.protocol;

/** Why a request is refused: code, HTTP status and message, exactly as Node's server answers them. */
public enum EngineError {
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    UNKNOWN_SID(1, 400, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    BAD_REQUEST(3, 400, "Bad request"),
    FORBIDDEN(4, 403, "Forbidden"),
    UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    EngineError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** 0 to 5. */
    public int code() {
        return code;
    }

    /** The HTTP status of the answer to a plain request. */
    public int status() {
        return status;
    }

    public String message() {
        return message;
    }

    /** The body of the answer. */
    public String json() {
        return "{\"code\":" + code() + ",\"message\":\"" + message + "\"}";
    }
}
