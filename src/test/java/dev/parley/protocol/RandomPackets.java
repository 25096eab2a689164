package dev.parley.protocol;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Packets of all shapes that a client may send, the same for the same source of chance. */
public final class RandomPackets {
    private static final int MAX_DEPTH = 4;
    private static final int[] CHARACTERS =
            "ab19 \"\\/{}[],:_-.\n\t\0\u001e\u001f\u007fé世\u2028\ufeff😀".codePoints().toArray();
    private static final List<String> NAMES = List.of("a", "say", "", "1", "error", "__proto__", "_placeholder", "num", "Connect");
    private static final List<String> NAMESPACES = List.of("/", "/", "/", "/foo", "/a/b?x=é😀", "/[\"1");

    private final RandomGenerator random;
    private int attachments;

    public RandomPackets(RandomGenerator random) {
        this.random = random;
    }

    /** A packet with at most so many attachments. */
    public Packet next(int maxAttachments) {
        attachments = maxAttachments;
        String namespace = NAMESPACES.get(random.nextInt(NAMESPACES.size()));
        return switch (random.nextInt(8)) {
            case 0 -> connect(namespace);
            case 1 -> new Packet.Disconnect(namespace);
            case 2, 3 -> new Packet.Ack(namespace, id(), arguments());
            default -> new Packet.Event(
                    namespace, random.nextBoolean() ? OptionalLong.of(id()) : OptionalLong.empty(), name(), arguments());
        };
    }

    private Packet connect(String namespace) {
        attachments = 0;
        return new Packet.Connect(namespace, random.nextBoolean() ? null : object(1));
    }

    private long id() {
        return random.nextBoolean() ? random.nextInt(100) : random.nextLong(1_000_000_000_000_000L);
    }

    private String name() {
        return random.nextInt(3) > 0 ? NAMES.get(random.nextInt(NAMES.size())) : text();
    }

    private ArgumentList arguments() {
        List<JsonValue> values = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            values.add(value(1));
        }
        return ArgumentList.ofValues(values);
    }

    private JsonValue value(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 12 : 9)) {
            case 0 -> JsonValue.NULL;
            case 1 -> JsonText.of(random.nextBoolean());
            case 2, 3 -> number();
            case 4, 5, 6 -> JsonText.of(text());
            case 7, 8 -> bytesOrText();
            case 9 -> array(depth + 1);
            default -> object(depth + 1);
        };
    }

    private JsonValue array(int depth) {
        JsonArrayBuilder array = JsonText.array();
        for (int left = random.nextInt(4); left > 0; left--) {
            array.add(value(depth));
        }
        return array.build();
    }

    private JsonObject object(int depth) {
        JsonObjectBuilder object = JsonText.object();
        for (int left = random.nextInt(4); left > 0; left--) {
            String key = name();
            // what looks like bytes but is none cannot travel beside bytes, not with Node's server either
            object.add(key, key.equals("_placeholder") ? JsonValue.FALSE : value(depth));
        }
        return object.build();
    }

    private JsonValue bytesOrText() {
        if (attachments == 0) {
            return JsonText.of(text());
        }
        attachments--;
        byte[] bytes = new byte[random.nextInt(8)];
        random.nextBytes(bytes);
        return JsonText.of(ByteBuffer.wrap(bytes));
    }

    /** Numbers that look the same after a journey as doubles. */
    private JsonValue number() {
        return switch (random.nextInt(6)) {
            case 0 -> JsonText.of(random.nextInt(-200, 200));
            case 1 -> JsonText.of(random.nextInt());
            case 2 -> JsonText.of(random.nextLong());
            case 3 -> JsonText.of(new BigInteger(Long.toUnsignedString(random.nextLong())));
            case 4 -> JsonText.of(random.nextInt(-1_000, 1_000) + 0.5);
            default -> JsonText.of((1 + random.nextDouble()) * Math.pow(10, random.nextInt(-300, -1)));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(random.nextInt(20) == 0 ? 300 : 8); left > 0; left--) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }
}
