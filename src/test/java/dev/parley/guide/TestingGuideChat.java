package dev.parley.guide;

import static java.time.Duration.ofSeconds;

import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Event;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import java.util.Map;

@SuppressWarnings("FutureReturnValueIgnored")
public final class TestingGuideChat {
    public record Say(String room, String text) {}

    public record Said(String from, String text) {}

    public record Receipt(int length) {}

    static final Event<Said> SAID = Event.of("said", Said.class);
    static final Request<Say, Receipt> SAY = Request.of("say", Say.class, Receipt.class);

    public void install(SocketIoServer io) {
        Namespace chat = io.of("/chat");
        chat.use(this::signIn);
        chat.onConnection(this::came);
        chat.on(SAY, this::say);
    }

    private void signIn(Socket socket) {
        String name = socket.handshake().auth().getString("name", "");
        if (name.isEmpty()) {
            throw new ConnectRefused("name needed", Map.of("code", "NAME_EMPTY"));
        }
        socket.data().put("name", name);
    }

    private void came(Socket socket) {
        socket.join("lobby");
        socket.timeout(ofSeconds(5)).emitWithAck("ready?").whenComplete((answer, late) -> {
            if (late != null) {
                socket.disconnect();
            }
        });
    }

    private Receipt say(Socket socket, Say say) {
        if (say.text().isBlank()) {
            throw new EventRefused("TEXT_EMPTY", "text", "a text must not be empty");
        }
        socket.to(say.room()).emit(SAID, new Said((String) socket.data().get("name"), say.text()));
        return new Receipt(say.text().length());
    }
}
