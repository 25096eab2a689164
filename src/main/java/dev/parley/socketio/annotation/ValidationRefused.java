package dev.parley.socketio.annotation;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An argument of an event breaks rules of Bean Validation. The client gets the code {@code VALIDATION}, and besides what {@link
 * EventRefused} tells {@code errors}: a list of {@code {"field": …, "message": …}}.
 */
public class ValidationRefused extends EventRefused {
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> errors;

    /**
     * A rule that is broken.
     *
     * @param field the member to blame, such as {@code text} or {@code items[0].name}; of an event with several arguments with
     *     its argument, such as {@code arguments[1].text}; the argument itself is {@code arguments[0]}
     * @param message for people, in the server's language
     */
    public record FieldError(String field, String message) {}

    /** @param errors one at least */
    public ValidationRefused(List<FieldError> errors) {
        super(
                "VALIDATION",
                errors.get(0).field(),
                errors.stream().map(each -> each.field() + " " + each.message()).collect(Collectors.joining(", ")));
        this.errors = List.copyOf(errors);
    }

    public List<FieldError> errors() {
        return errors;
    }

    @Override
    public JsonObject toJson() {
        JsonArrayBuilder list = JsonText.array();
        errors.forEach(each -> list.add(JsonText.object().add("field", each.field()).add("message", each.message())));
        return JsonText.object(super.toJson()).add("errors", list).build();
    }
}
