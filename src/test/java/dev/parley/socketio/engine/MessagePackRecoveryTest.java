package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.Message;
import dev.parley.engineio.EngineClient;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.MessagePackReader;
import dev.parley.socketio.protocol.MessagePackWriter;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recovery of clients that write packets in MessagePack. */
class MessagePackRecoveryTest extends ClientFixture {

    MessagePackRecoveryTest() {
        super(Parser.MESSAGEPACK, RecoveryOptions.on());
    }

    @Test
    void the_offset_is_the_last_argument_also_of_what_was_missed() {
        EngineClient.WebSocket client = engine.webSocket("4");
        client.send(packed(new Packet.Connect("/", null)));
        Packet.Connect welcome = (Packet.Connect) read(client.transport.sent().get(0));
        client.transport.forget();
        root.emit("news", 1);
        List<JsonValue> news = arguments(client.transport.sent().get(0));
        assertEquals(2, news.size());
        client.leaves(1006, "");
        root.emit("missed", 2);

        EngineClient.WebSocket again = engine.webSocket("4");
        again.send(packed(new Packet.Connect(
                "/",
                JsonText.object()
                        .add("pid", welcome.payload().get("pid"))
                        .add("offset", news.get(1))
                        .build())));
        List<JsonValue> missed = arguments(again.transport.sent().get(0));
        assertEquals("2", missed.get(0).toString());
        assertEquals(JsonValue.ValueType.STRING, ((JsonString) missed.get(1)).getValueType());
        assertEquals(welcome, read(again.transport.sent().get(1)));
    }

    private static List<JsonValue> arguments(Message message) {
        return ((Packet.Event) read(message)).arguments().values();
    }

    private static byte[] packed(Packet packet) {
        ByteBuffer buffer = MessagePackWriter.write(packet);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static Packet read(Message message) {
        return new MessagePackReader(10).read(((Message.Binary) message).bytes()).orElseThrow();
    }
}
