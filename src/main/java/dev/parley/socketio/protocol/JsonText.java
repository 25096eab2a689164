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
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** JSON between text, JSON-P values and plain Java values. Safe for use by many threads. */
public final class JsonText {
    /** How deep objects and arrays of a peer may be nested. */
    public static final int MAX_DEPTH = 128;

    // ECMA-262, "Date Time String Format": years have four digits, or six and a sign
    private static final DateTimeFormatter DATE = date(new DateTimeFormatterBuilder().appendPattern("uuuu"));
    private static final DateTimeFormatter FAR_DATE =
            date(new DateTimeFormatterBuilder().appendValue(ChronoField.YEAR, 6, 6, SignStyle.ALWAYS));
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    // ECMA-262, "Time Values and Time Range"
    private static final Instant FIRST_DATE = Instant.ofEpochMilli(-8_640_000_000_000_000L);
    private static final Instant LAST_DATE = Instant.ofEpochMilli(8_640_000_000_000_000L);

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
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        quote(text, quoted);
        return quoted.toString();
    }

    /** Appends a string as JSON, in quotes. */
    static void quote(String text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                to.append(PROVIDER.createValue(text));
                return;
            }
        }
        to.append('"').append(text).append('"');
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
     * @throws IllegalArgumentException for anything else, naming its class, for NaN and infinities, and for dates that
     *     JavaScript does not have
     */
    public static JsonValue of(Object value) {
        return of(value, JsonText::refuse);
    }

    /**
     * A Java value as JSON; see {@link #of(Object)}.
     *
     * @param others makes JSON of what is not listed there
     */
    public static JsonValue of(Object value, Function<Object, JsonValue> others) {
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
            return PROVIDER.createValue(date(instant));
        } else if (value instanceof Date date) {
            return PROVIDER.createValue(date(instant(date)));
        } else if (value instanceof Map<?, ?> map) {
            JsonObjectBuilder object = object();
            map.forEach((key, member) -> object.add(String.valueOf(key), of(member, others)));
            return object.build();
        } else if (value instanceof Iterable<?> items) {
            JsonArrayBuilder array = array();
            items.forEach(item -> array.add(of(item, others)));
            return array.build();
        } else if (value instanceof Object[] items) {
            JsonArrayBuilder array = array();
            for (Object item : items) {
                array.add(of(item, others));
            }
            return array.build();
        }
        return others.apply(value);
    }

    private static JsonValue refuse(Object value) {
        throw new IllegalArgumentException("an argument must be JSON, was " + value.getClass().getName());
    }

    private static DateTimeFormatter date(DateTimeFormatterBuilder year) {
        return year.appendPattern("-MM-dd'T'HH:mm:ss.SSS'Z'").toFormatter(Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    @SuppressWarnings("JavaUtilDate") // its toInstant throws in java.sql.Date
    private static Instant instant(Date date) {
        return Instant.ofEpochMilli(date.getTime());
    }

    private static String date(Instant instant) {
        if (instant.isBefore(FIRST_DATE) || instant.isAfter(LAST_DATE)) {
            throw new IllegalArgumentException("a date must be one of JavaScript's, was " + instant);
        }
        boolean isNear = !instant.isBefore(YEAR_0) && instant.isBefore(YEAR_10000);
        return (isNear ? DATE : FAR_DATE).format(instant);
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
