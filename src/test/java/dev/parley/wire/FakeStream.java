package dev.parley.wire;

import dev.parley.connection.Transport;
import dev.parley.it.EventStreamParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was written. Reports each write at once, or when told. */
final class FakeStream implements SseStream {
    private final StringBuilder text = new StringBuilder();
    private Transport.Sent waiting;
    private boolean isStalled;
    private boolean hasEnded;

    @Override
    public void write(byte[] bytes, Transport.Sent sent) {
        if (waiting != null || hasEnded) {
            throw new IllegalStateException("a write before the last one has reported, or after the end");
        }
        text.append(new String(bytes, StandardCharsets.UTF_8));
        if (isStalled) {
            waiting = sent;
        } else {
            sent.report(null);
        }
    }

    @Override
    public void end(byte[] farewell) {
        text.append(new String(farewell, StandardCharsets.UTF_8));
        hasEnded = true;
    }

    /** From now on the client does not read. */
    FakeStream stall() {
        isStalled = true;
        return this;
    }

    /** The client reads again. */
    void resume() {
        isStalled = false;
        if (waiting != null) {
            Transport.Sent sent = waiting;
            waiting = null;
            sent.report(null);
        }
    }

    void fail() {
        Transport.Sent sent = waiting;
        waiting = null;
        sent.report(new IOException("broken pipe"));
    }

    boolean hasEnded() {
        return hasEnded;
    }

    String text() {
        return text.toString();
    }

    List<EventStreamParser.Event> events() {
        List<EventStreamParser.Event> events = new ArrayList<>();
        EventStreamParser.read(text(), events::add);
        return events;
    }

    /** The data of all events but the first, which names the session. */
    List<String> told() {
        return events().stream().skip(1).map(EventStreamParser.Event::data).toList();
    }

    int comments() {
        return EventStreamParser.read(text(), event -> {}).comments();
    }

    int retry() {
        return EventStreamParser.read(text(), event -> {}).retry();
    }
}
