package dev.parley.wire;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.socketio.protocol.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Writes what stands in an event stream (WHATWG HTML, "Server-sent events"). Confined to one thread. */
final class SseText {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final StringBuilder text = new StringBuilder();

    SseText event(EventId id, Message.Text message) {
        return event(id, message.text());
    }

    /** The first event of each stream. It has the number of the last one that the client has, so that this stays known. */
    SseText session(EventId id, boolean isResumed) {
        return event(
                id,
                "{\"type\":\"session\",\"session\":" + JsonText.quoted(id.session()) + ",\"resumed\":" + isResumed + "}");
    }

    /** The last event of a session. */
    SseText close(EventId id, CloseStatus status) {
        text.append("id: ").append(id.text()).append('\n');
        return close(status);
    }

    /** What there is of a session that could not begin: it has no id. */
    SseText refused(Message.Text error, CloseStatus status) {
        return event(error.text()).close(status);
    }

    private SseText close(CloseStatus status) {
        return event("{\"type\":\"close\",\"code\":" + status.code() + ",\"reason\":" + JsonText.quoted(status.reason()) + "}");
    }

    private SseText event(EventId id, String data) {
        text.append("id: ").append(id.text()).append('\n');
        return event(data);
    }

    private SseText event(String data) {
        if (data.indexOf('\n') < 0 && data.indexOf('\r') < 0) { // always, unless an application sends messages of its own
            text.append("data: ").append(data).append('\n');
        } else {
            for (String line : LINE_END.split(data, -1)) {
                text.append("data: ").append(line).append('\n');
            }
        }
        text.append('\n');
        return this;
    }

    /** How long a client shall wait before it comes back after its stream has ended. */
    SseText retry(Duration delay) {
        text.append("retry: ").append(delay.toMillis()).append("\n\n");
        return this;
    }

    /** What says nothing, so that everybody on the way sees that the stream is alive. */
    SseText comment() {
        text.append(": \n\n");
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
