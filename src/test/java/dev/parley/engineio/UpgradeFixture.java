package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Message;

/** A session that begins with polls, and may go on over a WebSocket. */
abstract class UpgradeFixture {
    static final String MISMATCH = "400 {\"code\":3,\"message\":\"Bad request\"}";

    final EngineFixture engine = new EngineFixture(EngineFixture.withoutHeartbeat());
    final EngineClient client = engine.polling("4");

    final void send(String text) {
        assertTrue(client.session().send(Message.text(text), false));
    }

    final EngineClient.WebSocket upgraded() {
        EngineClient.WebSocket webSocket = client.webSocket();
        webSocket.send("2probe").send("5");
        webSocket.texts();
        return webSocket;
    }
}
