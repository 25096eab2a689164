package dev.parley.socketio;

import java.util.Set;

/**
 * Whom a broadcast is for. Immutable.
 *
 * @param rooms the rooms whose members receive it; empty: everybody in the namespace
 * @param except rooms whose members do not, even if they are in one of the others; a socket's id is a room, too
 * @param droppable whether it may be dropped for connections that read too slowly
 * @param local whether it stays on this node
 * @param compress whether answers to polls may be compressed for its sake; see {@link BroadcastOperator#compress}
 */
public record BroadcastTarget(
        Set<String> rooms, Set<String> except, boolean droppable, boolean local, boolean compress) {
    public static final BroadcastTarget EVERYBODY = new BroadcastTarget(Set.of(), Set.of(), false, false);

    public BroadcastTarget {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }

    /** Of what may be compressed. */
    public BroadcastTarget(Set<String> rooms, Set<String> except, boolean droppable, boolean local) {
        this(rooms, except, droppable, local, true);
    }
}
