package dev.parley.wire;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Set;

/**
 * The event's name as {@code type}, the members of its one object argument beside it; other arguments in {@code args}.
 * Lossless in both directions; an event cannot be called {@code ack}. Immutable.
 */
public final class GenericVocabulary implements Vocabulary {
    static final String TYPE = "type";
    static final String ACK = "ack";
    static final String ARGS = "args";
    private static final Set<String> OURS = Set.of(TYPE, ACK, ARGS);

    @Override
    public Inbound read(JsonObject frame) {
        if (!(frame.get(TYPE) instanceof JsonString type)) {
            throw new EventRefused("TYPE_MISSING", TYPE, "type must be a string");
        }
        return new Inbound(type.getString(), arguments(frame));
    }

    @Override
    public List<JsonObject> write(String event, Arguments arguments) {
        return List.of(object(JsonText.object().add(TYPE, event), arguments));
    }

    /** The arguments in a client's object. */
    static Arguments arguments(JsonObject frame) {
        if (frame.get(ARGS) instanceof JsonArray args) {
            return Arguments.of(args);
        }
        JsonObjectBuilder object = JsonText.object();
        frame.forEach((name, value) -> {
            if (!OURS.contains(name)) {
                object.add(name, value);
            }
        });
        return Arguments.of(List.of(object.build()));
    }

    /** Adds arguments to an object that has its {@code type} already. */
    static JsonObject object(JsonObjectBuilder frame, Arguments arguments) {
        if (arguments.size() == 1 && arguments.get(0) instanceof JsonObject one && !overlaps(one)) {
            one.forEach(frame::add);
        } else {
            frame.add(ARGS, JsonText.of(arguments.values()));
        }
        return frame.build();
    }

    private static boolean overlaps(JsonObject object) {
        return object.keySet().stream().anyMatch(OURS::contains);
    }
}
