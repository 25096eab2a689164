package dev.parley.socketio;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments between JSON and Java's types, by JSON-B. Safe for use by many threads. */
final class JsonBinding {
    private static final Pattern PROPERTY = Pattern.compile("property '([^']+)'");

    private static final Jsonb JSONB = JsonbBuilder.create(new JsonbConfig()
            .withSerializers(new BytesBinding.OfArray(), new BytesBinding.OfBuffer(), new BytesBinding.OfBytes())
            .withDeserializers(new BytesBinding.ToArray(), new BytesBinding.ToBuffer()));

    private JsonBinding() {}

    /** A value that is no JSON by itself, as JSON. */
    static JsonValue toJson(Object value) {
        return write(value).values().get(0);
    }

    /**
     * One argument.
     *
     * @throws IllegalArgumentException if the value has no JSON form
     */
    static ArgumentList write(Object value) {
        if (isPlain(value)) {
            return ArgumentList.ofValues(List.of(JsonText.of(value, JsonBinding::toJson)));
        }
        List<ByteBuffer> attachments = new ArrayList<>(0);
        try {
            String json = BytesBinding.with(attachments, () -> JSONB.toJson(value));
            return ArgumentList.ofWritten(json, attachments);
        } catch (JsonbException | JsonException e) {
            throw new IllegalArgumentException("an argument must be JSON, was " + value.getClass().getName(), e);
        }
    }

    /** What needs no JSON-B, at least not for itself. */
    private static boolean isPlain(Object value) {
        return value instanceof JsonValue
                || value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof ByteBuffer
                || value instanceof java.util.Map
                || value instanceof Iterable
                || value instanceof Object[];
    }

    /**
     * One argument as a Java value.
     *
     * @throws EventRefused {@code FIELD_TYPE} if it is absent, null or something else
     */
    static Object read(ArgumentList list, int index, Type type) {
        if (type instanceof Class<?> plain) {
            JsonValue value = asPlain(list, index, plain);
            if (value != null) {
                return plain == String.class ? ((JsonString) value).getString() : value;
            }
        }
        String json = list.text(index);
        if (json == null || json.equals("null")) {
            throw refusal(index, type, json == null ? "absent" : "null", null);
        }
        try {
            return BytesBinding.with(list.written().attachments(), () -> JSONB.fromJson(json, type));
        } catch (JsonbException | JsonException | IllegalArgumentException | ArithmeticException e) {
            throw refusal(index, type, "something else", e);
        }
    }

    /** The value if the type is one of JSON-P's, or a string; null if JSON-B is needed. */
    private static JsonValue asPlain(ArgumentList list, int index, Class<?> type) {
        if (!JsonValue.class.isAssignableFrom(type) && type != String.class) {
            return null;
        }
        JsonValue value = index < list.values().size() ? list.values().get(index) : null;
        boolean fits = type == String.class ? value instanceof JsonString : type.isInstance(value);
        if (!fits) {
            throw refusal(index, type, value == null ? "absent" : value.getValueType().toString(), null);
        }
        return value;
    }

    private static EventRefused refusal(int index, Type type, String found, Throwable cause) {
        String field = null;
        String rule = null;
        for (Throwable each = cause; each != null; each = each.getCause()) {
            Matcher property = PROPERTY.matcher(String.valueOf(each.getMessage()));
            if (property.find()) {
                field = property.group(1);
            }
            if (each.getClass() == IllegalArgumentException.class) {
                rule = each.getMessage(); // what a record's own constructor says
            }
        }
        String name = type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
        String reason = rule != null ? ": " + rule : field != null ? " with a valid '" + field + "'" : ", was " + found;
        return new EventRefused("FIELD_TYPE", field, "argument " + index + " must be of type " + name + reason);
    }
}
