package dev.parley.web;

import dev.parley.connection.NoRoom;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.protocol.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A "no" to a request of a client that has HTTP alone: in the words of a native client's error event.
 *
 * @param status of the answer
 * @param headers of the answer
 */
record SseRefusal(int status, EventRefused why, Map<String, String> headers) {
    private static final Duration SOON = Duration.ofSeconds(1);

    static SseRefusal of(int status, String code, String message) {
        return new SseRefusal(status, new EventRefused(code, null, message), Map.of());
    }

    /** What a client has sent is not taken; most often it is wrong, sometimes there is too much of it. */
    static SseRefusal of(EventRefused why) {
        return why.retryAfter().map(wait -> waiting(429, why, wait)).orElseGet(() -> new SseRefusal(400, why, Map.of()));
    }

    static SseRefusal noSession() {
        return of(404, "SESSION_UNKNOWN", "there is no such session at this address, or it is over");
    }

    static SseRefusal of(NoRoom why) {
        EventRefused refused = new EventRefused(why.name(), null, why.message(), why.retryAfter());
        return new SseRefusal(why.status(), refused, why.headers());
    }

    /** @param rule what there is too much of, and how much there may be */
    static SseRefusal busy(String rule) {
        return waiting(503, new EventRefused("BUSY", null, rule, SOON), SOON);
    }

    private static SseRefusal waiting(int status, EventRefused why, Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1_000); // RFC 9110, 10.2.3: whole seconds
        return new SseRefusal(status, why, Map.of("Retry-After", Long.toString(seconds)));
    }

    HttpAnswer answer() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "error");
        members.putAll(why.toJson());
        return HttpAnswer.text(status, "application/json", JsonText.of(members).toString()).with(headers);
    }

    void write(HttpServletResponse response) throws IOException {
        answer().write(response);
    }
}
