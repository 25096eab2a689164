package dev.parley.socketio;

/** A middleware's "no" to a socket that wants to enter a namespace. */
public class ConnectRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message told to the peer */
    public ConnectRefused(String message) {
        super(message, null, false, false);
    }
}
