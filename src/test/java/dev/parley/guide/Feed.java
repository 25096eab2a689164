package dev.parley.guide;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.Message;
import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketServer;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import java.util.List;
import java.util.Map;

public class Feed implements ParleyApplication {
    @Override
    public void install(Parley parley) {
        WebSocketServer feed = parley.openWebSocket("/feed", connection -> new Receiver() {
            @Override
            public void received(Message message) {
                connection.send(List.of(message), false);
            }

            @Override
            public void closed(CloseStatus status) {}
        });
        feed.allowRequest(request -> {
            if (request.parameter("token").isEmpty()) {
                throw HandshakeRefused.with(401, Map.of("WWW-Authenticate", "Bearer"), "a token is wanted");
            }
        });
    }
}
