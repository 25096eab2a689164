package chat;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;

/** Socket.IO's chat example: whoever says a name is in, and hears what the others say. */
public class Chat implements ParleyApplication {
    public record Welcome(int numUsers) {}

    public record Presence(String username, int numUsers) {}

    public record Message(String username, String message) {}

    public record Typist(String username) {}

    /** What is kept with a socket. */
    private record User(String name) {}

    private int numUsers; // guarded by this

    @Override
    public void install(Parley parley) {
        Namespace chat = parley.io().of("/");
        chat.onConnection(socket -> {
            socket.on("add user", arguments -> enter(socket, arguments.string(0)));
            socket.on("new message", arguments -> {
                Message message = new Message(nameOf(socket), arguments.string(0));
                socket.broadcast().emit("new message", message);
            });
            socket.on("typing", arguments -> socket.broadcast().emit("typing", new Typist(nameOf(socket))));
            socket.on("stop typing", arguments -> socket.broadcast().emit("stop typing", new Typist(nameOf(socket))));
            socket.onDisconnect(reason -> leave(socket));
        });
    }

    // Both under one lock, emits included: everybody hears the numbers in the order in which they were true.

    private synchronized void enter(Socket socket, String name) {
        if (name.isBlank()) {
            throw new EventRefused("NAME_EMPTY", "username", "a username must not be blank");
        }
        if (socket.data().find(User.class).isEmpty()) {
            socket.data().put(User.class, new User(name));
            numUsers++;
            socket.emit("login", new Welcome(numUsers));
            socket.broadcast().emit("user joined", new Presence(name, numUsers));
        }
    }

    private synchronized void leave(Socket socket) {
        socket.data().find(User.class).ifPresent(user -> {
            numUsers--;
            socket.broadcast().emit("user left", new Presence(user.name(), numUsers));
        });
    }

    private static String nameOf(Socket socket) {
        return socket.data()
                .find(User.class)
                .map(User::name)
                .orElseThrow(() -> new EventRefused("NAME_NEEDED", null, "'add user' comes first"));
    }
}
