package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonValue;
import java.util.Optional;

/** A middleware's "no" to a socket that wants to enter a namespace: the client's {@code connect_error}. */
public class ConnectRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JsonValue data;
    private final transient CloseStatus status;

    /** @param message told to the peer */
    public ConnectRefused(String message) {
        super(message, null, false, false);
        this.data = null;
        this.status = CloseStatus.REFUSED;
    }

    /**
     * @param message told to the peer
     * @param data told as well: the error's {@code data}; see {@link JsonText#of} for what is accepted
     */
    public ConnectRefused(String message, Object data) {
        this(message, data, CloseStatus.REFUSED);
    }

    /**
     * @param message told to the peer
     * @param data told as well, as above
     * @param status with which native clients are closed
     */
    public ConnectRefused(String message, Object data, CloseStatus status) {
        super(message, null, false, false);
        this.data = JsonText.of(data);
        this.status = requireNonNull(status, "status");
    }

    /** With which native clients are closed. */
    public CloseStatus status() {
        return status;
    }

    /** What the peer is told besides the message. */
    public Optional<JsonValue> data() {
        return Optional.ofNullable(data);
    }
}
