package dev.parley.chat;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/**
 * What a client asks for. Clients in the manner of Socket.IO's example send one plain string, others an object of
 * which that string is one member.
 */
record Request(JsonObject object) {
    private static final long MAX_NUMBER = (1L << 53) - 1; // what JavaScript can count

    /** @param plain the member that a plain string stands for */
    static Request of(Arguments arguments, String plain) {
        JsonValue first = arguments.get(0);
        if (first instanceof JsonString) {
            return new Request(JsonText.object().add(plain, first).build());
        }
        return new Request(arguments.size() == 0 ? JsonValue.EMPTY_JSON_OBJECT : arguments.object(0));
    }

    /** Somewhere: in a room or, if that is not null, at a person; in the lobby if neither is there. */
    static Request where(String room, String target) {
        String member = target == null ? "room" : "target";
        String value = target == null ? room : target;
        return new Request(
                value == null ? JsonValue.EMPTY_JSON_OBJECT : JsonText.object().add(member, value).build());
    }

    /** @throws EventRefused if the member is missing or no string */
    String string(String member) {
        return optional(member)
                .orElseThrow(() -> new EventRefused("FIELD_MISSING", member, member + " must be there"));
    }

    /** The member if it is there and not null. @throws EventRefused if it is there and no string */
    Optional<String> optional(String member) {
        JsonValue value = object.getOrDefault(member, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            return Optional.empty();
        }
        if (value instanceof JsonString string) {
            return Optional.of(string.getString());
        }
        throw new EventRefused("FIELD_TYPE", member, member + " must be a string, was " + value.getValueType());
    }

    /** A whole number of 0 or more. @throws EventRefused if the member is missing or something else */
    long number(String member) {
        return number(member, -1, 0, MAX_NUMBER, true);
    }

    /** A whole number of 0 or more, or another if the member is missing. @throws EventRefused if it is something else */
    long number(String member, long absent) {
        return number(member, absent, 0, MAX_NUMBER, false);
    }

    /** A whole number within limits, or another if the member is missing. @throws EventRefused if it is something else */
    long number(String member, long absent, long least, long most) {
        return number(member, absent, least, most, false);
    }

    private long number(String member, long absent, long least, long most, boolean isNeeded) {
        JsonValue value = object.getOrDefault(member, JsonValue.NULL);
        if (value.getValueType() == JsonValue.ValueType.NULL) {
            if (isNeeded) {
                throw new EventRefused("FIELD_MISSING", member, member + " must be there");
            }
            return absent;
        }
        if (value instanceof JsonNumber number && number.isIntegral() && isWithin(number.doubleValue(), least, most)) {
            return number.longValue();
        }
        throw new EventRefused(
                "FIELD_TYPE", member, member + " must be a whole number from " + least + " to " + most + ", was " + shown(value));
    }

    /** Yes or no. @throws EventRefused if the member is there and something else */
    boolean flag(String member, boolean absent) {
        JsonValue value = object.getOrDefault(member, JsonValue.NULL);
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> absent;
            case ARRAY, OBJECT, STRING, NUMBER -> throw new EventRefused(
                    "FIELD_TYPE", member, member + " must be true or false, was " + value.getValueType());
        };
    }

    private static boolean isWithin(double value, long least, long most) {
        return value >= least && value <= most;
    }

    private static String shown(JsonValue value) {
        return value instanceof JsonNumber number && number.toString().length() <= 20
                ? number.toString()
                : value.getValueType().toString();
    }

    /**
     * What else the client says, for clients of the same kind.
     *
     * @param limit characters of its JSON
     * @throws EventRefused if it says more
     */
    JsonObject fields(int limit) {
        JsonObject fields =
                object.get("fields") instanceof JsonObject given ? given : JsonValue.EMPTY_JSON_OBJECT;
        if (fields.toString().length() > limit) {
            throw new EventRefused("FIELD_TOO_LONG", null, "other members must have at most " + limit + " characters");
        }
        return fields;
    }
}
