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
    private static final double MAX_DATE = 8.64e15; // ECMA-262, "Time Values and Time Range"

    /** @param plain the member that a plain string stands for */
    static Request of(Arguments arguments, String plain) {
        JsonValue first = arguments.get(0);
        if (first instanceof JsonString) {
            return new Request(JsonText.object().add(plain, first).build());
        }
        return new Request(arguments.size() == 0 ? JsonValue.EMPTY_JSON_OBJECT : arguments.object(0));
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

    /** When the client says it was said, if it says so in milliseconds since 1970. */
    Optional<JsonNumber> date() {
        return object.get("date") instanceof JsonNumber number && Math.abs(number.doubleValue()) <= MAX_DATE
                ? Optional.of(number)
                : Optional.empty();
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
