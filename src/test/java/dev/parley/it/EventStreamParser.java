package dev.parley.it;

import java.util.function.Consumer;

/** Reads an event stream as browsers do (WHATWG HTML, 9.2.6). Confined to one thread. */
public final class EventStreamParser {

    /**
     * One event.
     *
     * @param lastId what a browser would send as {@code Last-Event-ID} after it
     */
    public record Event(String lastId, String type, String data) {}

    private final Consumer<Event> events;
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private String lastId = "";
    private int retry = -1;
    private int comments;

    public EventStreamParser(Consumer<Event> events) {
        this.events = events;
    }

    /** Reads a whole stream that is there already. */
    public static EventStreamParser read(String text, Consumer<Event> events) {
        EventStreamParser parser = new EventStreamParser(events);
        for (String line : text.split("\r\n|\r|\n", -1)) {
            parser.line(line);
        }
        return parser;
    }

    /** The next line, without its end. */
    public void line(String line) {
        int colon = line.indexOf(':');
        if (line.isEmpty()) {
            dispatch();
        } else if (colon == 0) {
            comments++;
        } else {
            String value = colon < 0 ? "" : line.substring(colon + 1);
            field(colon < 0 ? line : line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void field(String name, String value) {
        switch (name) {
            case "event" -> type = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> lastId = value;
            case "retry" -> retry = value.matches("[0-9]+") ? Integer.parseInt(value) : retry;
            default -> {} // is ignored
        }
    }

    private void dispatch() {
        if (data.length() > 0) {
            data.setLength(data.length() - 1);
            events.accept(new Event(lastId, type.isEmpty() ? "message" : type, data.toString()));
        }
        data.setLength(0);
        type = "";
    }

    /** Milliseconds; negative if nothing was said. */
    public int retry() {
        return retry;
    }

    public int comments() {
        return comments;
    }
}
