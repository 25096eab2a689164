package dev.parley.chat.store;

import dev.parley.chat.store.StoredMessage.Reaction;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Reactions as one text: {@code [["reaction", "person", "name"], …]}. */
final class ReactionsText {
    private ReactionsText() {}

    /** Null if there is none. */
    static String of(List<Reaction> reactions) {
        if (reactions.isEmpty()) {
            return null;
        }
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Reaction reaction : reactions) {
            array.add(Json.createArrayBuilder()
                    .add(reaction.reaction())
                    .add(reaction.person())
                    .add(reaction.name()));
        }
        return array.build().toString();
    }

    static List<Reaction> parse(String text) {
        if (text == null) {
            return List.of();
        }
        List<Reaction> reactions = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            for (JsonValue value : reader.readArray()) {
                JsonArray parts = value.asJsonArray();
                reactions.add(new Reaction(parts.getString(0), parts.getString(1), parts.getString(2)));
            }
        }
        return reactions;
    }
}
