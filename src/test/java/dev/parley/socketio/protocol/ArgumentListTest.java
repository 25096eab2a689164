package dev.parley.socketio.protocol;

import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentListTest {
    private static ArgumentList written(String json, byte[]... attachments) {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (byte[] attachment : attachments) {
            buffers.add(ByteBuffer.wrap(attachment));
        }
        return ArgumentList.ofWritten(json, buffers);
    }

    @Test
    void one_attachment_named_twice_is_one_copy_of_its_bytes() {
        String again = "{\"_placeholder\":true,\"num\":0}";
        List<JsonValue> values = written(again + "," + again, new byte[] {1}).values();
        assertSame(values.get(0), values.get(1));
    }
}
