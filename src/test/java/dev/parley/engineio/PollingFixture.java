package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.connection.Message;
import java.nio.ByteBuffer;

/** An engine, and what every test of a session that polls says to it. */
abstract class PollingFixture {
    static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";

    final EngineFixture engine = new EngineFixture();

    static Message bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return Message.binary(bytes.flip());
    }

    static boolean send(EngineClient client, String text) {
        return client.session().send(Message.text(text), false);
    }

    static void assertGone(EngineClient client) {
        assertEquals(UNKNOWN, client.poll().answer());
        assertEquals(UNKNOWN, client.post("4a"));
        assertEquals("400 Session ID unknown", client.webSocket().refusal());
    }
}
