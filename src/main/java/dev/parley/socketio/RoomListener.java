package dev.parley.socketio;

/**
 * Hears of the rooms of a namespace on this node, in the order in which things happened, one call at a time; an exception is
 * logged. The rooms that are named after sockets are not told.
 */
public interface RoomListener {

    /** A room has its first member. Told before that joins. */
    default void created(String room) {}

    /** A room has lost its last member. Told after that has left. */
    default void deleted(String room) {}

    default void joined(String room, Socket socket) {}

    default void left(String room, Socket socket) {}
}
