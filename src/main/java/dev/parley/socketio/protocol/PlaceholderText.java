package dev.parley.socketio.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Bytes among JSON: written as placeholders and attachments (Socket.IO protocol, "Packet encoding"), and read back. */
final class PlaceholderText {
    private PlaceholderText() {}

    /** Writes values with commas between; bytes are numbered as they are met. */
    static ArgumentList.Written write(List<JsonValue> values) {
        StringBuilder text = new StringBuilder(64);
        List<ByteBuffer> attachments = new ArrayList<>(0);
        writeAll(values, text, attachments);
        return new ArgumentList.Written(text.toString(), attachments);
    }

    private static void writeAll(List<JsonValue> values, StringBuilder text, List<ByteBuffer> attachments) {
        boolean isFirst = true;
        for (JsonValue value : values) {
            if (!isFirst) {
                text.append(',');
            }
            isFirst = false;
            write(value, text, attachments);
        }
    }

    private static void write(JsonValue value, StringBuilder text, List<ByteBuffer> attachments) {
        if (value instanceof Bytes bytes) {
            text.append("{\"_placeholder\":true,\"num\":").append(attachments.size()).append('}');
            attachments.add(bytes.buffer());
        } else if (value instanceof JsonArray array) {
            text.append('[');
            writeAll(array, text, attachments);
            text.append(']');
        } else if (value instanceof JsonObject object) {
            text.append('{');
            boolean isFirst = true;
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                if (!isFirst) {
                    text.append(',');
                }
                isFirst = false;
                JsonText.quote(member.getKey(), text);
                text.append(':');
                write(member.getValue(), text, attachments);
            }
            text.append('}');
        } else if (value instanceof JsonString string) {
            JsonText.quote(string.getString(), text);
        } else {
            text.append(value); // a JSON-P value's text is its JSON
        }
    }

    /** Puts the attachments where their placeholders are. */
    static JsonArray fill(JsonArray array, List<ByteBuffer> attachments) {
        List<Bytes> bytes = new ArrayList<>(attachments.size());
        for (ByteBuffer attachment : attachments) {
            bytes.add(new Bytes(attachment)); // once, however many placeholders name it
        }
        return filled(array, bytes);
    }

    private static JsonArray filled(JsonArray array, List<Bytes> attachments) {
        JsonArrayBuilder filled = JsonText.array();
        array.forEach(item -> filled.add(filled(item, attachments)));
        return filled.build();
    }

    private static JsonValue filled(JsonValue value, List<Bytes> attachments) {
        if (value instanceof JsonArray array) {
            return filled(array, attachments);
        } else if (value instanceof JsonObject object) {
            if (JsonValue.TRUE.equals(object.get("_placeholder")) && object.get("num") instanceof JsonNumber number) {
                return attachments.get((int) number.doubleValue()); // in range: checked when it came, as a double
            }
            JsonObjectBuilder filled = JsonText.object();
            object.forEach((name, member) -> filled.add(name, filled(member, attachments)));
            return filled.build();
        }
        return value;
    }
}
