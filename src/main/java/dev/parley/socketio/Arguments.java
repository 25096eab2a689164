package dev.parley.socketio;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Objects;

/** The arguments of an event or an acknowledgement, in order. Immutable. Bytes are {@code Bytes}, JSON null is a value. */
public final class Arguments {
    private static final Arguments NONE = new Arguments(List.of());

    private final List<JsonValue> values;

    private Arguments(List<JsonValue> values) {
        this.values = values;
    }

    public static Arguments none() {
        return NONE;
    }

    /** Arguments as somebody has sent them. */
    public static Arguments of(List<? extends JsonValue> values) {
        return new Arguments(List.copyOf(values));
    }

    /**
     * Arguments from Java values; see {@link JsonText#of} for what is accepted.
     *
     * @throws IllegalArgumentException if one of them has no JSON form
     */
    public static Arguments ofValues(Object... values) {
        if (values.length == 1) {
            return new Arguments(List.of(JsonText.of(values[0])));
        }
        JsonValue[] converted = new JsonValue[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = JsonText.of(values[i]);
        }
        return new Arguments(List.of(converted));
    }

    public int size() {
        return values.size();
    }

    public List<JsonValue> values() {
        return values;
    }

    /** The argument at a place; JSON null where there is none. */
    public JsonValue get(int index) {
        return index < values.size() ? values.get(index) : JsonValue.NULL;
    }

    /**
     * The argument at a place as an object.
     *
     * @throws EventRefused {@code FIELD_TYPE} if it is something else
     */
    public JsonObject object(int index) {
        if (get(index) instanceof JsonObject object) {
            return object;
        }
        throw wrongType(index, "an object");
    }

    /**
     * The argument at a place as a string.
     *
     * @throws EventRefused {@code FIELD_TYPE} if it is something else
     */
    public String string(int index) {
        if (get(index) instanceof JsonString string) {
            return string.getString();
        }
        throw wrongType(index, "a string");
    }

    private EventRefused wrongType(int index, String expected) {
        String found = index < values.size() ? values.get(index).getValueType().toString() : "absent";
        return new EventRefused("FIELD_TYPE", null, "argument " + index + " must be " + expected + ", was " + found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && values.equals(arguments.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
