package dev.parley.chat;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rooms of one namespace and who is in them, in the order of arrival, without the lobby. Safe for use by many
 * threads. A room exists while somebody is in it.
 */
final class ChatRooms {
    private final int maxRooms;
    private final int maxPerSocket;
    private final Map<String, Set<Socket>> members = new TreeMap<>(); // guarded by this

    ChatRooms(int maxRooms, int maxPerSocket) {
        this.maxRooms = maxRooms;
        this.maxPerSocket = maxPerSocket;
    }

    /**
     * @return whether the room is new
     * @throws EventRefused if there are too many rooms
     */
    synchronized boolean join(Socket socket, String room) {
        if (isMember(socket, room)) {
            return false;
        }
        if (of(socket).size() >= maxPerSocket) {
            throw new EventRefused("ROOM_LIMIT", "room", "one may be in at most " + maxPerSocket + " rooms");
        }
        boolean isNew = !members.containsKey(room);
        if (isNew && members.size() >= maxRooms) {
            throw new EventRefused("ROOM_LIMIT", "room", "there may be at most " + maxRooms + " rooms");
        }
        members.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(socket);
        return isNew;
    }

    /** @return whether the room has ceased to exist */
    synchronized boolean leave(Socket socket, String room) {
        Set<Socket> all = members.get(room);
        if (all == null || !all.remove(socket)) {
            return false;
        }
        if (all.isEmpty()) {
            members.remove(room);
            return true;
        }
        return false;
    }

    synchronized boolean isMember(Socket socket, String room) {
        return members.getOrDefault(room, Set.of()).contains(socket);
    }

    /** The rooms that a socket is in. */
    synchronized List<String> of(Socket socket) {
        List<String> rooms = new ArrayList<>();
        members.forEach((room, all) -> {
            if (all.contains(socket)) {
                rooms.add(room);
            }
        });
        return rooms;
    }

    synchronized List<Socket> members(String room) {
        return List.copyOf(members.getOrDefault(room, Set.of()));
    }

    /** All names, sorted. */
    synchronized List<String> names() {
        return List.copyOf(members.keySet());
    }
}
