package todos;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import todos.Todos.Problem;
import todos.Todos.Todo;

/** The fields that a client has filled in, and all that is wrong with them, in the words of Socket.IO's example (Joi's). */
record TodoForm(JsonObject fields, List<Problem> problems) {
    private static final int TITLE_LENGTH = 256;
    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    static TodoForm of(JsonObject fields) {
        return new TodoForm(fields, new ArrayList<>());
    }

    /** For a todo that is new. */
    TodoForm withoutId() {
        if (fields.containsKey("id")) {
            problem("id", "is not allowed", "any.unknown");
        }
        return check();
    }

    /** For a todo that is there. */
    TodoForm withId() {
        String id = text("id");
        if (id != null && !UUID.matcher(id).matches()) {
            problem("id", "must be a valid GUID", "string.guid");
        }
        return check();
    }

    private TodoForm check() {
        String title = text("title");
        if (title != null && title.length() > TITLE_LENGTH) {
            problem("title", "length must be less than or equal to 256 characters long", "string.max");
        }
        if (!fields.containsKey("completed")) {
            problem("completed", "is required", "any.required");
        } else if (!flag("completed").matches("true|false")) {
            problem("completed", "must be a boolean", "boolean.base");
        }
        return this;
    }

    /** A text that must not be empty; null if there is none, which is then a problem. */
    private String text(String field) {
        if (!fields.containsKey(field)) {
            problem(field, "is required", "any.required");
        } else if (!(fields.get(field) instanceof JsonString text)) {
            problem(field, "must be a string", "string.base");
        } else if (text.getString().isEmpty()) {
            problem(field, "is not allowed to be empty", "string.empty");
        } else {
            return text.getString();
        }
        return null;
    }

    /** A flag in small letters, as JSON or as text: true, "true" and "True" are the same. */
    private String flag(String field) {
        JsonValue value = fields.get(field);
        String text = value instanceof JsonString quoted ? quoted.getString() : value.toString();
        return text.toLowerCase(Locale.ROOT);
    }

    private void problem(String field, String rule, String type) {
        problems.add(new Problem('"' + field + "\" " + rule, List.of(field), type));
    }

    /** Only without problems. */
    Todo todo(String id) {
        return new Todo(id, fields.getString("title"), flag("completed").equals("true"));
    }
}
