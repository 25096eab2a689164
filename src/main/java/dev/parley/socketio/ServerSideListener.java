package dev.parley.socketio;

/** Handles what another node sends to this one. */
@FunctionalInterface
public interface ServerSideListener {

    /** Called by a thread of the adapter's. The other node waits for an answer if {@link Ack#isWanted}. */
    void on(Arguments arguments, Ack ack);
}
