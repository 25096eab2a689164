package dev.parley.chat.wire;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;

/** Small steps that both vocabularies share. Pure functions. */
final class Members {
    private static final String FIELDS = "fields"; // what clients of one kind say to each other

    private Members() {}

    /** @throws EventRefused if the member is missing or no string */
    static String string(JsonObject frame, String member) {
        JsonValue value = frame.get(member);
        if (value == null) {
            throw new EventRefused("FIELD_MISSING", member, member + " must be there");
        }
        if (value instanceof JsonString string) {
            return string.getString();
        }
        throw new EventRefused("FIELD_TYPE", member, member + " must be a string, was " + value.getValueType());
    }

    /** The members of an object that are among some names, renamed by a table where it has an entry. */
    static JsonObjectBuilder select(JsonObject object, Set<String> names, Map<String, String> renamed) {
        JsonObjectBuilder selected = JsonText.object();
        object.forEach((name, value) -> {
            if (names.contains(name)) {
                selected.add(renamed.getOrDefault(name, name), value);
            }
        });
        return selected;
    }

    /** An object in other words: members renamed, also those of objects within, and the {@code field} of an error as well. */
    static JsonObject rename(JsonObject object, Map<String, String> renamed) {
        JsonObjectBuilder result = JsonText.object();
        object.forEach((name, value) -> {
            if (name.equals("error") && value instanceof JsonObject error) {
                result.add(name, renameField(error, renamed));
            } else {
                result.add(renamed.getOrDefault(name, name), name.equals(FIELDS) ? value : within(value, renamed));
            }
        });
        return result.build();
    }

    private static JsonValue within(JsonValue value, Map<String, String> renamed) {
        if (value instanceof JsonObject object) {
            return rename(object, renamed);
        } else if (value instanceof JsonArray array) {
            JsonArrayBuilder result = JsonText.array();
            array.forEach(element -> result.add(within(element, renamed)));
            return result.build();
        }
        return value;
    }

    /** A refusal that names its field in other words. */
    static JsonObject renameField(JsonObject error, Map<String, String> renamed) {
        return error.get("field") instanceof JsonString field
                ? JsonText.object(error)
                        .add("field", renamed.getOrDefault(field.getString(), field.getString()))
                        .build()
                : error;
    }

    /** The one object argument; empty when there is none. */
    static JsonObject only(Arguments arguments) {
        return arguments.get(0) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }
}
