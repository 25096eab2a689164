package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the document of the HTTP API says, held against what a server really answers: no status, no member that it does not name. */
final class OpenApi {
    private static final String REF = "$ref";
    private static final String PROPERTIES = "properties";
    private static final String MORE = "additionalProperties";

    private final JsonObject document;

    OpenApi(JsonObject document) {
        this.document = closed(document).asJsonObject();
    }

    /** The document, with schemas that let nothing pass of which they do not speak. */
    private static JsonValue closed(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        JsonObjectBuilder same = Json.createObjectBuilder();
        object.forEach((name, member) -> same.add(name, closed(member)));
        if (object.containsKey(PROPERTIES) && object.containsKey("type") && !object.containsKey(MORE)) {
            same.add(MORE, false);
        }
        return same.build();
    }

    /** @param path below the context path, without the query */
    void check(String method, String path, HttpResponse<byte[]> answer) {
        JsonObject operation = operation(method, path);
        String status = Integer.toString(answer.statusCode());
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        JsonObject described = operation.getJsonObject("responses").getJsonObject(status);
        assertTrue(described != null, () -> method + " " + path + " is not said to answer " + status + ": " + text);
        JsonObject response = found(described);
        checkHeaders(response.getOrDefault("headers", JsonValue.EMPTY_JSON_OBJECT).asJsonObject(), answer.headers());
        JsonObject content = response.getOrDefault("content", JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
        if (content.isEmpty()) {
            assertEquals("", text);
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        JsonValue schema = content.entrySet().stream()
                .filter(entry -> matches(entry.getKey(), type))
                .findFirst()
                .map(entry -> entry.getValue().asJsonObject().getOrDefault("schema", JsonValue.TRUE))
                .orElseGet(() -> fail(method + " " + path + " is not said to answer with " + type));
        if (type.equals("application/json")) {
            checkSchema(schema.asJsonObject(), text);
        }
    }

    private JsonObject operation(String method, String path) {
        JsonObject paths = document.getJsonObject("paths");
        JsonValue item = paths.containsKey(path)
                ? paths.get(path)
                : paths.entrySet().stream()
                        .filter(entry -> pattern(entry.getKey()).matcher(path).matches())
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseGet(() -> fail(path + " is not described"));
        JsonValue operation = item.asJsonObject().get(method.toLowerCase(Locale.ROOT));
        assertTrue(operation != null, () -> method + " " + path + " is not described");
        return operation.asJsonObject();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]*}", ".+").replace("/sse/.+", "/sse/[^/]+"));
    }

    private JsonObject found(JsonObject described) {
        if (!described.containsKey(REF)) {
            return described;
        }
        String pointer = described.getString(REF).substring(1);
        return document.getValue(pointer).asJsonObject();
    }

    private void checkHeaders(JsonObject described, HttpHeaders headers) {
        described.forEach((name, header) -> {
            JsonObject schema = found(header.asJsonObject()).getJsonObject("schema");
            String value = headers.firstValue(name).orElseGet(() -> fail("the header " + name + " is missing"));
            boolean isNumber = "integer".equals(schema.getString("type", ""));
            checkSchema(schema, isNumber ? value : Json.createValue(value).toString());
        });
    }

    private static boolean matches(String range, String type) {
        return range.equals(type) || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }

    private void checkSchema(JsonObject schema, String text) {
        Validator validator =
                new ValidatorFactory().withJsonNodeFactory(new JakartaJsonNode.Factory()).createValidator();
        JsonObject whole = Json.createObjectBuilder(schema).add("components", document.get("components")).build();
        Validator.Result result =
                validator.validate(validator.registerSchema(whole.toString()), text);
        assertTrue(result.isValid(), () -> text + "\n" + result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + " " + error.getSchemaLocation() + " " + error.getError())
                .toList());
    }
}
