package dev.parley.web;

import dev.parley.engineio.Verdict;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.socketio.protocol.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, ready to be written.
 *
 * @param type its content type, null without a body
 * @param coding its content coding, null without one
 * @param headers others
 */
@SuppressWarnings("ArrayRecordComponent") // made, written once, forgotten
record HttpAnswer(int status, String type, String coding, byte[] body, Map<String, String> headers) {
    static final int TOO_MANY_REQUESTS = 429; // RFC 6585, 4

    static final byte[] NOTHING = new byte[0];

    static final HttpAnswer BAD_REQUEST = new HttpAnswer(HttpServletResponse.SC_BAD_REQUEST, null, null, NOTHING);
    static final HttpAnswer TOO_LARGE = new HttpAnswer(413, null, null, NOTHING);
    static final HttpAnswer OK = text(HttpServletResponse.SC_OK, "text/html", "ok");

    HttpAnswer(int status, String type, String coding, byte[] body) {
        this(status, type, coding, body, Map.of());
    }

    HttpAnswer with(Map<String, String> others) {
        return new HttpAnswer(status, type, coding, body, others);
    }

    static HttpAnswer text(int status, String type, String body) {
        return new HttpAnswer(status, type, null, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpAnswer error(EngineError error) {
        return text(error.status(), "application/json", error.json());
    }

    /** Its headers are the caller's to set. */
    static HttpAnswer error(Verdict.Refused refused) {
        EngineError error = refused.error();
        String json = "{\"code\":" + error.code() + ",\"message\":" + JsonText.quoted(refused.message()) + "}";
        return text(refused.status().orElse(error.status()), "application/json", json);
    }

    void write(HttpServletResponse response) throws IOException {
        head(response);
        response.getOutputStream().write(body);
    }

    /** Everything but the body. */
    void head(HttpServletResponse response) {
        response.setStatus(status);
        fields().forEach(response::setHeader);
        if (type != null) {
            response.setContentType(type);
        }
        if (status != TOO_MANY_REQUESTS) { // else Undertow would take it for the end, for which PaceFilter lets the client wait
            response.setContentLength(body.length);
        }
    }

    /** All its headers but the type and the length. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Cache-Control", "no-store");
        fields.put("X-Content-Type-Options", "nosniff");
        fields.putAll(headers);
        if (coding != null) {
            fields.put("Content-Encoding", coding);
        }
        return fields;
    }
}
