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
        root.on("say", (socket, arguments, ack) -> root.emit("said", arguments));
    }
}
