import dev.parley.socketio.Namespace;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;

/** What all servers of the comparison do. */
public class BenchApplication implements ParleyApplication {
    @Override
    public void install(Parley parley) {
        Namespace root = parley.io().root();
        root.on("echo", (socket, arguments, ack) -> socket.emit("echo", arguments));
        root.on("ack", (socket, arguments, ack) -> ack.send(arguments));
        root.on("enter", (socket, arguments, ack) -> socket.join(arguments.string(0)));
        root.on("leave", (socket, arguments, ack) -> socket.leave(arguments.string(0)));
        root.on("tell", (socket, arguments, ack) -> root.to(arguments.string(0)).emit("told", arguments.string(1)));
        root.on("say", (socket, arguments, ack) -> root.emit("said", arguments));
    }
}
