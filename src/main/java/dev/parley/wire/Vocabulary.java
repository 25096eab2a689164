package dev.parley.wire;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A translation between the events of a namespace and the words its native clients expect. Safe for use by many
 * threads. Start from {@link GenericVocabulary} and fall back to it for what is not special.
 */
public interface Vocabulary {

    /**
     * The event in a client's object, whose member {@code ack} is not part of it.
     *
     * @throws EventRefused naming the client's own member when the object is no event
     */
    Inbound read(JsonObject frame);

    /** The objects that tell an event; empty when these clients are not told. */
    List<JsonObject> write(String event, Arguments arguments);

    /** An acknowledgement's one object argument in the client's words. */
    default JsonObject writeAnswer(JsonObject answer) {
        return answer;
    }
}
