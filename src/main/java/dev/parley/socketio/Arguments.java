package dev.parley.socketio;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.util.List;

/**
 * The arguments of an event or an acknowledgement, in order. Immutable. Bytes are {@code Bytes}, JSON null is a value. Those
 * of a client stay text until somebody looks at them.
 */
public final class Arguments {
    private static final Arguments NONE = new Arguments(ArgumentList.EMPTY);

    private final ArgumentList list;

    private Arguments(ArgumentList list) {
        this.list = list;
    }

    public static Arguments none() {
        return NONE;
    }

    /** Arguments as somebody has sent them. */
    public static Arguments of(List<? extends JsonValue> values) {
        return new Arguments(ArgumentList.ofValues(values));
    }

    /** For wires: arguments as they have come. */
    public static Arguments of(ArgumentList list) {
        return new Arguments(list);
    }

    /**
     * Arguments from Java values: what {@link JsonText#of} accepts, and all that JSON-B maps, such as records.
     *
     * @throws IllegalArgumentException if one of them has no JSON form
     */
    public static Arguments ofValues(Object... values) {
        JsonValue[] converted = new JsonValue[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = JsonText.of(values[i], JsonBinding::toJson);
        }
        return of(List.of(converted));
    }

    /**
     * What an {@link Event} or a {@link Request} carries: the payload alone, nothing for null, {@code Arguments} as they are.
     *
     * @throws IllegalArgumentException if it has no JSON form
     */
    public static Arguments ofPayload(Object payload) {
        if (payload == null) {
            return NONE;
        } else if (payload instanceof Arguments arguments) {
            return arguments;
        }
        return new Arguments(JsonBinding.write(payload));
    }

    public int size() {
        return values().size();
    }

    public List<JsonValue> values() {
        return list.values();
    }

    /** For wires: as text or as values, whichever they need. */
    public ArgumentList list() {
        return list;
    }

    /** The argument at a place; JSON null where there is none. */
    public JsonValue get(int index) {
        List<JsonValue> values = values();
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

    /**
     * The argument at a place as a Java value; see {@link Event} for what may be asked for.
     *
     * @throws EventRefused {@code FIELD_TYPE} if it is absent, null or something else
     */
    public <T> T as(int index, Class<T> type) {
        return as(index, (Type) type);
    }

    /**
     * The argument at a place as a Java value of a type that a class alone cannot tell, such as a list of records. The caller
     * is trusted to know that {@code T} is that type.
     *
     * @throws EventRefused {@code FIELD_TYPE} if it is absent, null or something else
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T as(int index, Type type) {
        return (T) JsonBinding.read(list, index, type);
    }

    /**
     * What an {@link Event} or a {@link Request} or its answer carries, read as its type. The caller is trusted to know that
     * {@code T} is that type.
     *
     * @throws EventRefused {@code FIELD_TYPE} if it is something else
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T payload(Type type) {
        if (type == Void.class) {
            return null;
        }
        return type == Arguments.class ? (T) this : as(0, type);
    }

    private EventRefused wrongType(int index, String expected) {
        String found = index < size() ? JsonKind.of(get(index)).toString() : "absent";
        return new EventRefused("FIELD_TYPE", null, "argument " + index + " must be " + expected + ", was " + found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && list.equals(arguments.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    @Override
    public String toString() {
        return list.toString();
    }
}
