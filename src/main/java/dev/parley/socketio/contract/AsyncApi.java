package dev.parley.socketio.contract;

import dev.parley.socketio.EventDescription;
import dev.parley.socketio.contract.Shape.Member;
import dev.parley.socketio.contract.Shape.Plain;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A contract as an AsyncAPI document (asyncapi.com, 3.0.0): a namespace is a channel, an event a message whose payload is the
 * list of its arguments, an acknowledgement a reply. Confined to one thread.
 */
final class AsyncApi {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}/]+)\\}");

    private final List<Contract.Part> parts;
    private final Shapes shapes = new Shapes();

    AsyncApi(List<Contract.Part> parts) {
        this.parts = parts;
    }

    JsonObject write(String title, String version) {
        JsonObjectBuilder channels = JsonText.object();
        JsonObjectBuilder operations = JsonText.object();
        for (Contract.Part part : parts) {
            JsonObjectBuilder messages = JsonText.object();
            part.received().forEach(event -> add(event, "receive", part.path(), messages, operations));
            part.sent().forEach(event -> add(event, "send", part.path(), messages, operations));
            channels.add(part.path(), channel(part.path(), messages));
        }
        JsonObjectBuilder schemas = JsonText.object();
        shapes.objects().forEach((name, members) -> schemas.add(name, object(members)));
        return JsonText.object()
                .add("asyncapi", "3.0.0")
                .add("info", JsonText.object().add("title", title).add("version", version))
                .add("defaultContentType", "application/json")
                .add("channels", channels)
                .add("operations", operations)
                .add("components", JsonText.object().add("schemas", schemas))
                .build();
    }

    private static JsonObjectBuilder channel(String path, JsonObjectBuilder messages) {
        JsonObjectBuilder channel = JsonText.object().add("address", path).add("messages", messages);
        JsonObjectBuilder parameters = JsonText.object();
        Matcher variable = VARIABLE.matcher(path);
        boolean isTemplate = false;
        while (variable.find()) {
            isTemplate = true;
            parameters.add(variable.group(1), JsonText.object());
        }
        return isTemplate ? channel.add("parameters", parameters) : channel;
    }

    /** One event: its message, its answer's, and what is done with them. */
    private void add(
            EventDescription event, String action, String path, JsonObjectBuilder messages, JsonObjectBuilder operations) {
        String id = action + " " + event.event();
        messages.add(id, JsonText.object().add("name", event.event()).add("payload", payload(event)));
        JsonObjectBuilder operation = JsonText.object()
                .add("action", action)
                .add("channel", reference("channels", path))
                .add("messages", JsonText.array().add(reference("channels", path, "messages", id)));
        if (event.answer() != Void.class) {
            String answer = id + " answer";
            messages.add(answer, JsonText.object()
                    .add("name", answer)
                    .add("payload", list(JsonText.array().add(schema(shapes.of(event.answer()))), 1)));
            operation.add("reply", JsonText.object()
                    .add("channel", reference("channels", path))
                    .add("messages", JsonText.array().add(reference("channels", path, "messages", answer))));
        }
        operations.add(path + " " + id, operation);
    }

    private JsonObjectBuilder payload(EventDescription event) {
        if (event.arguments().isEmpty()) {
            return JsonText.object().add("type", "array");
        }
        JsonArrayBuilder items = JsonText.array();
        List<Type> types = event.arguments().get();
        types.forEach(type -> items.add(schema(shapes.of(type))));
        return list(items, types.size());
    }

    private static JsonObjectBuilder list(JsonArrayBuilder items, int size) {
        if (size == 0) {
            return JsonText.object().add("type", "array").add("maxItems", 0); // JSON Schema wants a first item
        }
        return JsonText.object().add("type", "array").add("items", items).add("minItems", size);
    }

    private JsonObjectBuilder object(List<Member> members) {
        JsonObjectBuilder properties = JsonText.object();
        JsonArrayBuilder required = JsonText.array();
        for (Member each : members) {
            properties.add(each.name(), schema(each.shape()));
            if (!each.isOptional()) {
                required.add(each.name());
            }
        }
        return JsonText.object().add("type", "object").add("properties", properties).add("required", required);
    }

    private JsonObjectBuilder schema(Shape shape) {
        if (shape instanceof Plain plain) {
            return switch (plain) {
                case TEXT -> type("string");
                case NUMBER -> type("number");
                case FLAG -> type("boolean");
                case BYTES -> JsonText.object().add("description", "bytes").add("contentMediaType", "application/octet-stream");
                case ANYTHING -> JsonText.object();
            };
        } else if (shape instanceof Shape.ListOf list) {
            return type("array").add("items", schema(list.element()));
        } else if (shape instanceof Shape.MapOf map) {
            return type("object").add("additionalProperties", schema(map.value()));
        } else if (shape instanceof Shape.Choice choice) {
            JsonArrayBuilder values = JsonText.array();
            choice.values().forEach(values::add);
            return JsonText.object().add("enum", values);
        } else if (shape instanceof Shape.Nullable nullable) {
            return JsonText.object()
                    .add("anyOf", JsonText.array().add(schema(nullable.shape())).add(type("null")));
        }
        return reference("components", "schemas", ((Shape.Named) shape).name());
    }

    private static JsonObjectBuilder type(String name) {
        return JsonText.object().add("type", name);
    }

    /** A JSON pointer (RFC 6901) as a fragment of a URI. */
    private static JsonObjectBuilder reference(String... path) {
        StringBuilder pointer = new StringBuilder("#");
        for (String part : path) {
            pointer.append('/').append(part.replace("~", "~0").replace("/", "~1").replace(" ", "%20").replace("{", "%7B").replace("}", "%7D"));
        }
        return JsonText.object().add("$ref", pointer.toString());
    }
}
