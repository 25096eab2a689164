package dev.parley.socketio;

/** There is no namespace of that name, and none is made for who asks. */
public final class NoSuchNamespace extends ConnectRefused {
    private static final long serialVersionUID = 1;

    NoSuchNamespace() {
        super("Invalid namespace"); // Node's words
    }
}
