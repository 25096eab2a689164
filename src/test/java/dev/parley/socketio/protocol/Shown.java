package dev.parley.socketio.protocol;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Packets on one line for tests to compare: bytes are {@code <hex>} and differ from the string that they also are. */
public final class Shown {
    private Shown() {}

    /** Type, namespace, number or {@code -}, name, arguments or payload. */
    public static String packet(Packet packet) {
        StringBuilder line = new StringBuilder();
        if (packet instanceof Packet.Event event) {
            line.append("EVENT ").append(event.namespace()).append(' ');
            line.append(event.ackId().isPresent() ? String.valueOf(event.ackId().getAsLong()) : "-");
            line.append(' ').append(event.event()).append(' ');
            append(event.arguments().values(), line);
        } else if (packet instanceof Packet.Ack ack) {
            line.append("ACK ").append(ack.namespace()).append(' ').append(ack.ackId()).append(' ');
            append(ack.arguments().values(), line);
        } else if (packet instanceof Packet.Connect connect) {
            line.append("CONNECT ").append(connect.namespace()).append(' ');
            if (connect.payload() == null) {
                line.append('-');
            } else {
                append(connect.payload(), line);
            }
        } else if (packet instanceof Packet.ConnectError error) {
            line.append("CONNECT_ERROR ").append(error.namespace()).append(' ');
            append(error.payload(), line);
        } else {
            String type = packet instanceof Packet.Nothing ? "NOTHING " : "DISCONNECT ";
            line.append(type).append(packet.namespace());
        }
        return line.toString();
    }

    public static String values(List<? extends JsonValue> values) {
        StringBuilder line = new StringBuilder();
        append(values, line);
        return line.toString();
    }

    public static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static void append(List<? extends JsonValue> values, StringBuilder to) {
        to.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                to.append(',');
            }
            append(values.get(i), to);
        }
        to.append(']');
    }

    private static void append(JsonValue value, StringBuilder to) {
        if (value instanceof Bytes bytes) {
            to.append('<').append(hex(bytes.buffer())).append('>');
        } else if (value instanceof JsonArray array) {
            append((List<JsonValue>) array, to);
        } else if (value instanceof JsonObject object) {
            to.append('{');
            String separator = "";
            for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                to.append(separator).append(JsonText.quoted(member.getKey())).append(':');
                append(member.getValue(), to);
                separator = ",";
            }
            to.append('}');
        } else {
            to.append(value);
        }
    }
}
