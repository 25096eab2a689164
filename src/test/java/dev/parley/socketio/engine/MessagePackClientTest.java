package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.CloseStatus;
import dev.parley.engineio.EngineClient;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that write packets in MessagePack. */
class MessagePackClientTest extends ClientFixture {
    MessagePackClientTest() {
        super(Parser.MESSAGEPACK);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    @Test
    void packets_are_single_binary_messages() {
        List<String> heard = new ArrayList<>();
        root.on("echo", (socket, arguments, ack) -> {
            heard.add(arguments.toString());
            ack.send(arguments);
        });
        EngineClient.WebSocket client = engine.webSocket("4");
        client.send(hex("82a47479706500a36e7370a12f"));
        assertEquals(1, client.texts().size());
        client.send(hex("84a47479706502a36e7370a12fa46461746192a46563686fa178a2696405"));
        assertEquals(List.of("[\"x\"]"), heard);
        assertEquals(1, client.texts().size());
    }

    @Test
    void text_closes_the_session() {
        EngineClient.WebSocket client = engine.webSocket("4").send("40");
        assertEquals(CloseStatus.NORMAL, client.closed());
    }
}
