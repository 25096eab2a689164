package dev.parley.guide;

import dev.parley.guide.Annotated.Receipt;
import dev.parley.guide.Annotated.Say;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Socket;
import dev.parley.socketio.annotation.OnConnect;
import dev.parley.socketio.annotation.OnDisconnect;
import dev.parley.socketio.annotation.OnError;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.OnHandshake;
import dev.parley.socketio.annotation.SocketNamespace;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

@SocketNamespace("/chat")
public class ChatNamespace {
    private final AtomicLong ids = new AtomicLong();

    @OnHandshake
    void check(Handshake handshake) {
        if (!handshake.auth().containsKey("token")) {
            throw new ConnectRefused("not authorized");
        }
    }

    @OnConnect
    void joined(Socket socket) {
        socket.join("lobby");
    }

    @OnEvent("say")
    Receipt say(Socket socket, Say say) {
        socket.to(say.room()).emit("said", say.text());
        return new Receipt(ids.incrementAndGet());
    }

    @OnDisconnect
    void left(Socket socket, DisconnectReason reason) {
        socket.to("lobby").emit("left", socket.publicId(), reason.text());
    }

    @OnError
    Map<String, String> full(IllegalStateException e) {
        return Map.of("code", "FULL");
    }
}
