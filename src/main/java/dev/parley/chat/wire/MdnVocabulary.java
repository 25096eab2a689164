package dev.parley.chat.wire;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.wire.GenericVocabulary;
import dev.parley.wire.Inbound;
import dev.parley.wire.Vocabulary;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of MDN's chat example ({@code id, username, rejectusername, userlist, message}), and rooms, private
 * messages and typing on top. Events without a word here travel as {@link GenericVocabulary} writes them. Immutable.
 */
public final class MdnVocabulary implements Vocabulary {
    private static final Map<String, String> RENAMED = Map.of("username", "name", "message", "text");
    private static final Set<String> MESSAGE = Set.of("username", "message", "id", "date", "room", "target");
    private static final Set<String> CHAT_EVENTS =
            Set.of("add user", "new message", "join room", "leave room", "stop typing", "leave chat");
    private static final Set<String> WHERE = Set.of("username", "room", "target");

    private final GenericVocabulary generic = new GenericVocabulary();

    @Override
    public Inbound read(JsonObject frame) {
        if (!(frame.get("type") instanceof JsonString type)) {
            throw new EventRefused("TYPE_MISSING", "type", "type must be a string");
        }
        return switch (type.getString()) {
            case "username" -> event("add user", addUser(frame));
            case "message" -> event("new message", message(frame));
            case "join" -> event("join room", room(frame));
            case "leave" -> event("leave room", room(frame));
            case "typing" -> event(isTyping(frame) ? "typing" : "stop typing", where(frame));
            default -> other(type.getString(), frame);
        };
    }

    @Override
    public List<JsonObject> write(String event, Arguments arguments) {
        JsonObject told = Members.only(arguments);
        return switch (event) {
            case "login" -> told.getBoolean("changed", false)
                    ? List.of(typed("rejectusername")
                            .add("id", told.get("id"))
                            .add("name", told.get("username"))
                            .build())
                    : List.of();
            case "user joined", "user left", "user renamed" -> List.of(); // the list says it all
            case "users" -> List.of(typed("userlist").add("users", names(told)).build());
            case "new message", "own message" -> List.of(typed("message")
                    .addAll(Members.select(told, MESSAGE, RENAMED))
                    .build());
            case "typing", "stop typing" -> List.of(typed("typing")
                    .addAll(Members.select(told, WHERE, RENAMED))
                    .add("typing", event.equals("typing"))
                    .build());
            case "rooms" -> List.of(typed("roomlist").add("rooms", told.get("rooms")).build());
            case "room users" -> List.of(typed("roomusers")
                    .add("room", told.get("room"))
                    .add("users", told.get("users"))
                    .build());
            case "error" -> generic.write(event, Arguments.of(List.of(Members.renameField(told, RENAMED))));
            default -> generic.write(event, arguments);
        };
    }

    @Override
    public JsonObject writeAnswer(JsonObject answer) {
        return Members.rename(answer, RENAMED);
    }

    // an application's own events; the chat's have their words above
    private Inbound other(String type, JsonObject frame) {
        if (CHAT_EVENTS.contains(type)) {
            throw new EventRefused("TYPE_UNKNOWN", "type", "nobody listens to '" + type + "' here");
        }
        return generic.read(frame);
    }

    private static JsonObjectBuilder addUser(JsonObject frame) {
        JsonObjectBuilder user = JsonText.object().add("username", Members.string(frame, "name"));
        return add(user, frame, "key");
    }

    private static JsonObjectBuilder message(JsonObject frame) {
        JsonObjectBuilder message = where(frame).add("message", Members.string(frame, "text"));
        return add(message, frame, "date");
    }

    private static JsonObjectBuilder room(JsonObject frame) {
        return JsonText.object().add("room", Members.string(frame, "room"));
    }

    private static JsonObjectBuilder where(JsonObject frame) {
        return add(add(JsonText.object(), frame, "room"), frame, "target");
    }

    private static JsonObjectBuilder add(JsonObjectBuilder object, JsonObject frame, String member) {
        JsonValue value = frame.get(member);
        return value == null ? object : object.add(member, value);
    }

    private static boolean isTyping(JsonObject frame) {
        return switch (frame.getOrDefault("typing", JsonValue.TRUE).getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case ARRAY, OBJECT, STRING, NUMBER, NULL -> throw new EventRefused(
                    "FIELD_TYPE", "typing", "typing must be true or false");
        };
    }

    private static JsonValue names(JsonObject users) {
        return JsonText.of(users.getJsonArray("users").getValuesAs(user -> user.asJsonObject().get("username")));
    }

    private static Inbound event(String name, JsonObjectBuilder argument) {
        return new Inbound(name, Arguments.of(List.of(argument.build())));
    }

    private static JsonObjectBuilder typed(String type) {
        return JsonText.object().add("type", type);
    }
}
