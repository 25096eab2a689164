package dev.parley.chat;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** What is told to clients, its members in one order. */
final class Told {
    private Told() {}

    /** An object with one member. */
    static JsonObject of(String name, Object value) {
        return builder(name, value).build();
    }

    /** An object with two members. */
    static JsonObject of(String name, Object value, String second, Object other) {
        return builder(name, value).add(second, JsonText.of(other)).build();
    }

    /** An object with three members. */
    static JsonObject of(String name, Object value, String second, Object other, String third, Object last) {
        return builder(name, value)
                .add(second, JsonText.of(other))
                .add(third, JsonText.of(last))
                .build();
    }

    private static JsonObjectBuilder builder(String name, Object value) {
        return JsonText.object().add(name, JsonText.of(value));
    }
}
