package dev.parley.socketio;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonValue;
import java.util.Optional;

/** A middleware's "no" to a socket that wants to enter a namespace: the client's {@code connect_error}. */
public class ConnectRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JsonValue data;

    /** @param message told to the peer */
    public ConnectRefused(String message) {
        super(message, null, false, false);
        this.data = null;
    }

    /**
     * @param message told to the peer
     * @param data told as well: the error's {@code data}; see {@link JsonText#of} for what is accepted
     */
    public ConnectRefused(String message, Object data) {
        super(message, null, false, false);
        this.data = JsonText.of(data);
    }

    /** What the peer is told besides the message. */
    public Optional<JsonValue> data() {
        return Optional.ofNullable(data);
    }
}
