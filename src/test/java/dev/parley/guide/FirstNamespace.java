package dev.parley.guide;

import dev.parley.socketio.Namespace;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;

public class FirstNamespace implements ParleyApplication {
    @Override
    public void install(Parley parley) {
        Namespace news = parley.io().of("/news");
        news.onConnection(socket -> {
            socket.emit("headline", "Welcome", socket.handshake().remoteAddress());
            socket.on("publish", arguments -> news.emit("headline", arguments.string(0)));
        });
    }
}
