package dev.parley.bench;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import java.util.Random;

/** Objects as chats send them: half a list of people, half text. The same in every run. */
final class Json {
    private static final String[] WORDS = ("nothing much just the usual line or two of text as people write it all day long"
                    + " somebody said yesterday that tomorrow will be fine and we should meet at noon near the old bridge"
                    + " bring your brother some bread three apples and whatever is left from Sunday's dinner")
            .split(" ");

    private Json() {}

    static JsonObject object(int size) {
        return (JsonObject) JsonText.parse(text(new Random(size), size));
    }

    /** @param size in bytes, 200 or more */
    static String text(Random random, int size) {
        StringBuilder json = new StringBuilder(size).append("{\"room\":\"").append(word(random)).append("\",\"people\":[");
        for (String separator = ""; json.length() < size / 2; separator = ",") {
            json.append(separator).append("{\"name\":\"").append(word(random));
            json.append("\",\"age\":").append(random.nextInt(100));
            json.append(",\"isAway\":").append(random.nextBoolean()).append('}');
        }
        json.append("],\"text\":\"");
        while (json.length() < size) {
            json.append(word(random)).append(' ');
        }
        json.setLength(size - 2);
        return json.append("\"}").toString();
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
