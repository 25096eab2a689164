package dev.parley.socketio.protocol;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.JsonWriter;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Map;

/** JSON between text, JSON-P values and plain Java values. Safe for use by many threads. */
public final class JsonText {
    /** How deep objects and arrays of a peer may be nested. */
    public static final int MAX_DEPTH = 128;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    // looked up once: Json.create… searches the class path on every call
    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private JsonText() {}

    /**
     * Reads a JSON value of a peer's.
     *
     * @throws MalformedPacketException if it is no JSON (RFC 8259), nested deeper than {@link #MAX_DEPTH}, or has a number
     *     that no parser takes
     */
    public static JsonValue parse(String text) {
        // before parsing, because parsers disagree on depth, on what may follow the value, and on what is white space
        JsonScanner.check(text);
        return parseChecked(text);
    }

    /** Reads a JSON value that a {@link JsonScanner} has gone over. */
    static JsonValue parseChecked(String text) {
        try (JsonReader reader = PROVIDER.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (RuntimeException e) {
            // a parser's own limits, and what it throws at them, are its own affair
            throw new MalformedPacketException("a message must be JSON");
        }
    }

    /** The text of an object or array. */
    public static String write(JsonStructure value) {
        StringWriter text = new StringWriter(128);
        try (JsonWriter writer = PROVIDER.createWriter(text)) {
            writer.write(value);
        }
        return text.toString();
    }

    /** A string as JSON, in quotes. */
    public static String quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                return PROVIDER.createValue(text).toString();
            }
        }
        return '"' + text + '"';
    }

    /** The text of a JSON string that has been checked, quotes included. */
    static String parseString(String quoted) {
        return ((JsonString) parseChecked(quoted)).getString();
    }

    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    /** A builder that starts with the members of an object. */
    public static JsonObjectBuilder object(JsonObject start) {
        return PROVIDER.createObjectBuilder(start);
    }

    public static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }

    /**
     * A Java value as JSON: null, strings, numbers, booleans, {@code byte[]} and {@link ByteBuffer} (as {@link Bytes}),
     * instants and dates (ISO 8601 in UTC with milliseconds, as JavaScript writes them), maps (their keys as text),
     * iterables, arrays, and JSON-P values themselves.
     *
     * @throws IllegalArgumentException for anything else, naming its class, and for NaN and infinities
     */
    public static JsonValue of(Object value) {
        if (value == null) {
            return JsonValue.NULL;
        } else if (value instanceof JsonValue json) {
            return json;
        } else if (value instanceof CharSequence || value instanceof Character) {
            return PROVIDER.createValue(value.toString());
        } else if (value instanceof Boolean flag) {
            return flag ? JsonValue.TRUE : JsonValue.FALSE;
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof byte[] bytes) {
            return new Bytes(ByteBuffer.wrap(bytes));
        } else if (value instanceof ByteBuffer buffer) {
            return new Bytes(buffer);
        } else if (value instanceof Instant instant) {
            return PROVIDER.createValue(DATE.format(instant));
        } else if (value instanceof Date date) {
            return PROVIDER.createValue(DATE.format(date.toInstant()));
        } else if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = object();
            map.forEach((key, member) -> object.add(String.valueOf(key), of(member)));
            return object.build();
        } else if (value instanceof Iterable<?> items) {
            JsonArrayBuilder array = array();
            items.forEach(item -> array.add(of(item)));
            return array.build();
        } else if (value instanceof Object[] items) {
            JsonArrayBuilder array = array();
            for (Object item : items) {
                array.add(of(item));
            }
            return array.build();
        }
        throw new IllegalArgumentException("an argument must be JSON, was " + value.getClass().getName());
    }

    private static JsonNumber number(Number number) {
        if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return PROVIDER.createValue(number.intValue());
        } else if (number instanceof Long) {
            return PROVIDER.createValue(number.longValue());
        } else if (number instanceof BigInteger big) {
            return PROVIDER.createValue(big);
        } else if (number instanceof BigDecimal big) {
            return PROVIDER.createValue(big);
        }
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a number must be finite, was " + value);
        }
        return PROVIDER.createValue(value);
    }
}
