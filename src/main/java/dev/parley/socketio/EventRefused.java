package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Optional;

/**
 * A listener's "no" to an event, for the peer to read. It travels as the acknowledgement {@code {"error": …}} when the
 * peer asked for one, else as the event {@code error}; the connection stays. Without a stack trace: it is an answer,
 * not an accident.
 */
public class EventRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String field;
    private final Duration retryAfter;

    /**
     * @param code a stable name such as {@code NAME_EMPTY}, for programs
     * @param field the member to blame, null when it is none
     * @param message the rule, then the value, for people who write programs
     */
    public EventRefused(String code, String field, String message) {
        this(code, field, message, null);
    }

    /** @param retryAfter how long to wait before another try, null when waiting does not help */
    public EventRefused(String code, String field, String message, Duration retryAfter) {
        super(requireNonNull(message, "message"), null, false, false);
        this.code = requireNonNull(code, "code");
        this.field = field;
        this.retryAfter = retryAfter;
    }

    public String code() {
        return code;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the peer gets: {@code code}, {@code message}, and {@code field} and {@code retryAfter} (ms) if there are any. */
    public JsonObject toJson() {
        JsonObjectBuilder json = JsonText.object().add("code", code).add("message", getMessage());
        if (field != null) {
            json.add("field", field);
        }
        if (retryAfter != null) {
            json.add("retryAfter", retryAfter.toMillis());
        }
        return json.build();
    }
}
