package dev.parley.socketio;

import dev.parley.socketio.protocol.ArgumentList;
import dev.parley.socketio.protocol.Bytes;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
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
            .withPropertyVisibilityStrategy(new PublicMembers())
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
        if (type instanceof Class<?> plain && isPlain(plain)) {
            return readPlain(list, index, plain);
        }
        String json = list.text(index);
        if (json == null || json.equals("null")) {
            throw refusal(list, index, type, null);
        }
        boolean isBytes = !list.written().attachments().isEmpty() && list.values().get(index) instanceof Bytes;
        if (isBytes && JsonKind.due(type).filter(JsonKind.OBJECT::equals).isPresent()) {
            throw refusal(list, index, type, null); // JSON-B would see an object with other members
        }
        try {
            return BytesBinding.with(list.written().attachments(), () -> JSONB.fromJson(json, type));
        } catch (JsonbException | JsonException | IllegalArgumentException | ArithmeticException e) {
            throw refusal(list, index, type, e);
        }
    }

    /** What needs no JSON-B. */
    private static boolean isPlain(Class<?> type) {
        return JsonValue.class.isAssignableFrom(type)
                || type == String.class
                || type == byte[].class
                || type == ByteBuffer.class;
    }

    private static Object readPlain(ArgumentList list, int index, Class<?> type) {
        List<JsonValue> values = list.values();
        JsonValue value = index < values.size() ? values.get(index) : null;
        if (JsonValue.class.isAssignableFrom(type) && type.isInstance(value)) {
            return value;
        } else if (type == String.class && value instanceof JsonString text) {
            return text.getString();
        } else if (value instanceof JsonString text && (type == ByteBuffer.class || type == byte[].class)) {
            ByteBuffer bytes = readBytes(list, index, type, text);
            return type == ByteBuffer.class ? bytes : BytesBinding.copy(bytes);
        }
        throw refusal(list, index, type, null);
    }

    private static ByteBuffer readBytes(ArgumentList list, int index, Type type, JsonString text) {
        try {
            return BytesBinding.bytes(text);
        } catch (IllegalArgumentException e) {
            throw refusal(list, index, type, e);
        }
    }

    private static EventRefused refusal(ArgumentList list, int index, Type type, Throwable cause) {
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
        String reason = rule != null ? ": " + rule : field != null ? " with a valid '" + field + "'" : found(list, index, type);
        return new EventRefused("FIELD_TYPE", field, "argument " + index + " must be of type " + name + reason);
    }

    /** What was due, and what has come. */
    private static String found(ArgumentList list, int index, Type type) {
        List<JsonValue> values = list.values();
        String found = index < values.size() ? JsonKind.of(values.get(index)).toString() : "absent";
        String due = JsonKind.due(type).map(JsonKind::toString).orElse(null);
        if (found.equals(due)) {
            return ", was " + found + " that does not fit";
        }
        return (due == null ? "" : " (" + due + ")") + ", was " + found;
    }

    /**
     * JSON-B's usual rule. Yasson calls members as the public may, which fails for those of classes that are not public, as
     * most records of an application are: so they are opened when it asks for them.
     */
    private static final class PublicMembers implements PropertyVisibilityStrategy {
        @Override
        public boolean isVisible(Field field) {
            return Modifier.isPublic(field.getModifiers()) && (isPublic(field) || field.trySetAccessible());
        }

        @Override
        public boolean isVisible(Method method) {
            return Modifier.isPublic(method.getModifiers()) && (isPublic(method) || method.trySetAccessible());
        }

        private static boolean isPublic(Member member) {
            return Modifier.isPublic(member.getDeclaringClass().getModifiers());
        }
    }
}
