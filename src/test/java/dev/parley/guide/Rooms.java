package dev.parley.guide;

import dev.parley.socketio.BroadcastOperator;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.ParentNamespace;
import dev.parley.socketio.RoomListener;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import java.util.regex.Pattern;

class Rooms {
    void join(Socket socket, String user) {
        socket.join("lobby", "user:" + user);
        socket.leave("lobby");
        socket.rooms(); // its own room and "user:…"
    }

    void broadcast(Namespace chat, Socket socket) {
        chat.emit("news", "to everybody");
        chat.to("lobby", "staff").except("muted").emit("news", "once each, however many of the rooms one is in");
        socket.broadcast().emit("news", "to everybody else");
        socket.to("lobby").emit("news", "to the others in the lobby");
        chat.droppable().emit("position", 1, 2); // not for those who are slow just now
        chat.to(socket.id()).emit("news", "to one");
    }

    private BroadcastOperator staff;

    void keep(Namespace chat) {
        staff = chat.to("staff").except("on leave");
    }

    void manage(Namespace chat) {
        chat.to("guests").socketsJoin("lobby");
        chat.to("banned").disconnectSockets(true);
        chat.to("lobby").fetchSockets().thenAccept(found -> found.forEach(each -> each.emit("seen", found.size())));
        staff.count().thenAccept(count -> chat.emit("staff", count));
    }

    void listen(Namespace chat) {
        chat.onRooms(new RoomListener() {
            @Override
            public void created(String room) {
                chat.emit("room opened", room);
            }
        });
    }

    void users(Namespace chat) {
        chat.onConnection(socket -> socket.join("user:" + user(socket)));
        chat.on("private message", (socket, arguments, ack) ->
                socket.to("user:" + arguments.string(0), "user:" + user(socket)).emit("private message", arguments.string(1)));
        chat.onDisconnect((socket, reason) -> chat.in("user:" + user(socket)).count().thenAccept(tabs -> {
            if (tabs == 0) {
                chat.emit("user disconnected", user(socket));
            }
        }));
    }

    private String user(Socket socket) {
        return (String) socket.data().get("user");
    }

    void dynamic(SocketIoServer io) {
        ParentNamespace orders = io.ofTemplate("/orders/{tenant}");
        orders.on("mine", (socket, arguments, ack) -> ack.send(socket.namespace().variables().get("tenant")));
        io.of(Pattern.compile("/game-\\d+")).onConnection(socket -> socket.to("lobby").emit("a player has come"));
        io.of((name, auth) -> auth.containsKey("token")).emit("news");
    }
}
