package dev.parley.guide;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import java.util.Map;

class Errors {
    static class RoomFull extends RuntimeException {
        private static final long serialVersionUID = 1;

        RoomFull(String room) {
            super(room);
        }
    }

    void refuse(Namespace chat) {
        chat.on("join", (socket, arguments, ack) -> {
            String room = arguments.string(0);
            if (room.isBlank()) {
                throw new EventRefused("ROOM_EMPTY", "room", "a room must have a name");
            }
            socket.join(room);
            ack.send();
        });
    }

    void translate(Namespace chat) {
        chat.onError(RoomFull.class, (socket, error) -> Map.of("code", "ROOM_FULL", "room", error.getMessage()));
        chat.on("enter", (socket, arguments, ack) -> {
            throw new RoomFull(arguments.string(0));
        });
    }

    void leave(Namespace chat) {
        chat.onDisconnect((socket, reason) -> chat.emit("left", socket.publicId(), reason.text()));
        chat.onConnection(socket -> socket.onDisconnecting(reason -> socket.to("lobby").emit("leaving")));
    }
}
