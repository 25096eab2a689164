package dev.parley.wire;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.MalformedPacketException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** What a text message of a native client turned out to be. Reading never fails: bad input is a value, too. */
public sealed interface Frame {

    /** A JSON object. */
    record Whole(JsonObject object) implements Frame {}

    /** Something else, and the answer to it. */
    record Broken(EventRefused refusal) implements Frame {}

    /** Reads a text message. */
    static Frame of(String text) {
        JsonValue json;
        try {
            json = JsonText.parse(text);
        } catch (MalformedPacketException malformed) {
            return new Broken(new EventRefused("BAD_JSON", null, malformed.getMessage()));
        }
        if (json instanceof JsonObject object) {
            return new Whole(object);
        }
        return new Broken(new EventRefused("NOT_AN_OBJECT", null, "a message must be a JSON object"));
    }
}
