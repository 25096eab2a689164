package dev.parley.web;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers in JSON. */
public final class JsonResponse {
    private JsonResponse() {}

    /** The complete answer: status, headers, body. */
    public static void send(HttpServletResponse response, int status, Map<String, ?> members) throws IOException {
        byte[] body = JsonText.write((JsonObject) JsonText.of(members)).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
