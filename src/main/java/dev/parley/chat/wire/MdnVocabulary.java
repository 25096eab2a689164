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
 * The words of MDN's chat example ({@code id, username, rejectusername, userlist, message}), and words for all else that the
 * chat can do. Events without a word here travel as {@link GenericVocabulary} writes them. Immutable.
 */
public final class MdnVocabulary implements Vocabulary {
    private static final Map<String, String> RENAMED = Map.of("username", "name", "message", "text");
    private static final Set<String> NOT_SAID = Set.of("type", "ack");
    private static final Set<String> NOT_TOLD = Set.of("numUsers", "fields"); // MDN's clients know neither

    /** What clients say, and the events that it stands for; {@code typing} stands for two. */
    private static final Map<String, String> HEARD = Map.ofEntries(
            Map.entry("username", "add user"),
            Map.entry("message", "new message"),
            Map.entry("edit", "edit message"),
            Map.entry("delete", "delete message"),
            Map.entry("react", "react"),
            Map.entry("join", "join room"),
            Map.entry("leave", "leave room"),
            Map.entry("topic", "set topic"),
            Map.entry("rooms", "list rooms"),
            Map.entry("history", "history"),
            Map.entry("search", "search"),
            Map.entry("read", "read"),
            Map.entry("conversations", "conversations"),
            Map.entry("presence", "presence"));

    /** Events for clients, and the words for them. */
    private static final Map<String, String> TOLD = Map.ofEntries(
            Map.entry("new message", "message"),
            Map.entry("own message", "message"),
            Map.entry("message changed", "changed"),
            Map.entry("room users", "roomusers"),
            Map.entry("rooms", "roomlist"),
            Map.entry("rooms changed", "roomschanged"),
            Map.entry("history late", "late"),
            Map.entry("state", "state"),
            Map.entry("people", "people"),
            Map.entry("members", "members"),
            Map.entry("topic", "topic"),
            Map.entry("read", "read"),
            Map.entry("news", "news"),
            Map.entry("typing", "typing"),
            Map.entry("stop typing", "typing"));

    private final GenericVocabulary generic = new GenericVocabulary();

    @Override
    public Inbound read(JsonObject frame) {
        if (!(frame.get("type") instanceof JsonString type)) {
            throw new EventRefused("TYPE_MISSING", "type", "type must be a string");
        }
        String word = type.getString();
        if (word.equals("typing")) {
            return event(isTyping(frame) ? "typing" : "stop typing", said(frame));
        }
        String event = HEARD.get(word);
        if (event != null) {
            return event(event, said(frame, word));
        }
        if (HEARD.containsValue(word) || word.equals("stop typing") || word.equals("leave chat")) { // they have words above
            throw new EventRefused("TYPE_UNKNOWN", "type", "nobody listens to '" + word + "' here");
        }
        return generic.read(frame); // an application's own events
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
            case "user joined", "user left", "user renamed" -> List.of(); // the lists say it all
            case "users" -> List.of(typed("userlist").add("users", names(told)).build());
            case "typing", "stop typing" -> List.of(
                    members(typed("typing"), told).add("typing", event.equals("typing")).build());
            case "error" -> generic.write(event, Arguments.of(List.of(Members.renameField(told, RENAMED))));
            default -> TOLD.containsKey(event)
                    ? List.of(members(typed(TOLD.get(event)), told).build())
                    : generic.write(event, arguments);
        };
    }

    @Override
    public JsonObject writeAnswer(JsonObject answer) {
        return Members.rename(answer, RENAMED);
    }

    private static JsonObjectBuilder said(JsonObject frame) {
        JsonObjectBuilder said = JsonText.object();
        frame.forEach((name, value) -> {
            if (!NOT_SAID.contains(name)) {
                said.add(name, value);
            }
        });
        return said;
    }

    private static JsonObjectBuilder said(JsonObject frame, String word) {
        JsonObjectBuilder said = said(frame);
        return switch (word) {
            case "username" -> said.add("username", Members.string(frame, "name"));
            case "message" -> frame.containsKey("file") && !frame.containsKey("text")
                    ? said
                    : said.add("message", Members.string(frame, "text"));
            case "edit" -> said.add("message", Members.string(frame, "text"));
            default -> said;
        };
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

    private static JsonObjectBuilder members(JsonObjectBuilder start, JsonObject told) {
        Members.rename(told, RENAMED).forEach((name, value) -> {
            if (!NOT_TOLD.contains(name)) {
                start.add(name, value);
            }
        });
        return start;
    }

    private static Inbound event(String name, JsonObjectBuilder argument) {
        return new Inbound(name, Arguments.of(List.of(argument.build())));
    }

    private static JsonObjectBuilder typed(String type) {
        return JsonText.object().add("type", type);
    }
}
