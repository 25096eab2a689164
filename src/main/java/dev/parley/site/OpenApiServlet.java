package dev.parley.site;

import dev.parley.socketio.protocol.JsonText;
import dev.parley.web.JsonResponse;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /api/openapi.json}: the HTTP API, as an OpenAPI 3.1 document. */
final class OpenApiServlet extends ApiServlet {
    private static final long serialVersionUID = 1;

    private final transient JsonObject document;

    /** @param contextPath of the application, empty for the root: where what is described stands */
    OpenApiServlet(String contextPath) {
        super("GET", "HEAD");
        String url = contextPath.isEmpty() ? "/" : contextPath;
        document = JsonText.object(read())
                .add("servers", JsonText.array().add(JsonText.object().add("url", url)))
                .build();
    }

    private static JsonObject read() {
        try (InputStream resource = OpenApiServlet.class.getResourceAsStream("openapi.json")) {
            return JsonText.parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8)).asJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.json belongs to these classes", e);
        }
    }

    @Override
    boolean isOpen(HttpServletRequest request) {
        return true;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonResponse.send(response, HttpServletResponse.SC_OK, document);
    }
}
