package dev.parley.chat.wire;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.wire.Inbound;
import dev.parley.wire.Vocabulary;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The chat for clients that switch on a numeric {@code code}, as the examples around nodejs-websocket do: save user
 * info, receive message, close connection. What a client says of itself or in a message is passed on to clients of its
 * kind with every member. Immutable.
 */
public final class CodesVocabulary implements Vocabulary {
    private static final String CODE = "code";
    private static final List<String> TEXTS = List.of("message", "text", "content", "msg");
    private static final Set<String> NOT_FIELDS = Set.of(CODE, "ack", "count");
    private static final Map<String, String> RENAMED = Map.of("username", "name", "from", "chatId");
    private static final Map<String, String> USER = Map.of("username", "name", "id", "chatId");
    private static final Set<String> MESSAGE = Set.of("username", "message", "id", "from", "date", "room", "target");

    private final CodeNumbers numbers;

    public CodesVocabulary(CodeNumbers numbers) {
        this.numbers = requireNonNull(numbers, "numbers");
    }

    @Override
    public Inbound read(JsonObject frame) {
        if (!(frame.get(CODE) instanceof JsonNumber number) || !number.isIntegral()) {
            throw new EventRefused("TYPE_MISSING", CODE, "code must be a whole number");
        }
        double code = number.doubleValue(); // intValue would wrap
        if (code == numbers.saveUser()) {
            return event("add user", saidWith("username", Members.string(frame, "name"), frame));
        } else if (code == numbers.message()) {
            JsonObjectBuilder message = saidWith("message", text(frame), frame);
            for (String where : List.of("room", "target", "date")) {
                if (frame.containsKey(where)) {
                    message.add(where, frame.get(where));
                }
            }
            return event("new message", message);
        } else if (code == numbers.close()) {
            return event("leave chat", JsonText.object());
        }
        throw new EventRefused("TYPE_UNKNOWN", CODE, "code must be " + numbers.saveUser() + ", " + numbers.message()
                + " or " + numbers.close() + ", was " + number);
    }

    @Override
    public List<JsonObject> write(String event, Arguments arguments) {
        JsonObject told = Members.only(arguments);
        return switch (event) {
            case "users" -> List.of(coded(numbers.saveUser())
                    .add("count", told.get("numUsers"))
                    .add("chatUsers", users(told))
                    .build());
            case "new message", "own message" -> List.of(message(told));
            case "error" -> List.of(error(told));
            default -> List.of(); // these clients know nothing else
        };
    }

    @Override
    public JsonObject writeAnswer(JsonObject answer) {
        return Members.rename(answer, USER);
    }

    private JsonObject message(JsonObject told) {
        JsonObjectBuilder message = coded(numbers.message());
        if (told.get("fields") instanceof JsonObject fields) {
            message.add("id", told.get("id")).addAll(JsonText.object(fields)).add("name", told.get("username"));
        } else {
            message.addAll(Members.select(told, MESSAGE, RENAMED));
        }
        if (told.containsKey("numUsers")) { // absent in what does not come from a person
            message.add("count", told.get("numUsers"));
        }
        return message.build();
    }

    private JsonObject error(JsonObject told) {
        JsonObjectBuilder error = coded(numbers.error());
        Members.renameField(told, RENAMED).forEach((name, value) -> error.add(name.equals(CODE) ? "error" : name, value));
        return error.build();
    }

    private static JsonValue users(JsonObject told) {
        return JsonText.of(told.getJsonArray("users").getValuesAs(JsonObject.class).stream()
                .map(user -> user.get("fields") instanceof JsonObject fields
                        ? JsonText.object(fields).add("name", user.get("username")).build()
                        : Members.select(user, Set.of("username", "id"), USER).build())
                .toList());
    }

    private static String text(JsonObject frame) {
        Optional<String> member = TEXTS.stream().filter(frame::containsKey).findFirst();
        return Members.string(frame, member.orElse(TEXTS.get(0)));
    }

    private static JsonObjectBuilder saidWith(String name, String value, JsonObject frame) {
        JsonObjectBuilder fields = JsonText.object();
        frame.forEach((member, content) -> {
            if (!NOT_FIELDS.contains(member)) {
                fields.add(member, content);
            }
        });
        return JsonText.object().add(name, value).add("fields", fields);
    }

    private JsonObjectBuilder coded(int code) {
        return JsonText.object().add(CODE, code);
    }

    private static Inbound event(String name, JsonObjectBuilder argument) {
        return new Inbound(name, Arguments.of(List.of(argument.build())));
    }
}
