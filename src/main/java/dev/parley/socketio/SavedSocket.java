package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;

/**
 * What is kept of a socket whose client may come back. Immutable.
 *
 * @param namespace the namespace's name
 * @param id see {@link Socket#id}
 * @param rooms the rooms that it was in, its own included
 * @param data what the application kept with it; see {@link SocketData}
 */
public record SavedSocket(String namespace, String id, Set<String> rooms, Map<String, Object> data) {
    public SavedSocket {
        requireNonNull(namespace, "namespace");
        requireNonNull(id, "id");
        rooms = Set.copyOf(rooms);
        data = Map.copyOf(data);
    }
}
