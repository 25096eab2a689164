package dev.parley.socketio;

import dev.parley.socketio.protocol.Bytes;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What an argument is, in the words of messages to whoever has sent another. */
enum JsonKind {
    OBJECT("an object"),
    ARRAY("an array"),
    STRING("a string"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("null"),
    BYTES("bytes");

    private final String text;

    JsonKind(String text) {
        this.text = text;
    }

    /** What has come. */
    static JsonKind of(JsonValue value) {
        if (value instanceof Bytes) {
            return BYTES;
        }
        return switch (value.getValueType()) {
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case STRING -> STRING;
            case NUMBER -> NUMBER;
            case TRUE, FALSE -> BOOLEAN;
            case NULL -> NULL;
        };
    }

    /** What must come for a type; empty if the type alone does not tell. */
    static Optional<JsonKind> due(Type type) {
        if (type instanceof ParameterizedType generic) {
            return due(generic.getRawType());
        } else if (type instanceof GenericArrayType) {
            return Optional.of(ARRAY);
        }
        return type instanceof Class<?> plain ? Optional.ofNullable(ofClass(plain)) : Optional.empty();
    }

    private static JsonKind ofClass(Class<?> type) {
        if (type.isAnnotationPresent(JsonbTypeAdapter.class) || type.isAnnotationPresent(JsonbTypeDeserializer.class)) {
            return null; // it decides
        } else if (type == byte[].class || type == ByteBuffer.class || type == Bytes.class) {
            return BYTES;
        } else if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return ARRAY;
        } else if (type.isRecord() || Map.class.isAssignableFrom(type)) {
            return OBJECT;
        }
        return ofScalar(type);
    }

    private static JsonKind ofScalar(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return BOOLEAN;
        } else if (CharSequence.class.isAssignableFrom(type) || type.isEnum() || type == char.class || type == Character.class) {
            return STRING;
        }
        boolean isNumber = type.isPrimitive() || Number.class.isAssignableFrom(type) || type == JsonNumber.class;
        return isNumber ? NUMBER : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
