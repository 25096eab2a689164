package dev.parley.wire;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the field {@code id} of an event, and comes back as {@code Last-Event-ID}.
 *
 * @param session the id of the session: a secret between the server and its client
 * @param number of the event, from 1; 0: none yet
 */
public record EventId(String session, long number) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z0-9_-]{1,128}):([0-9]{1,18})");

    public EventId {
        requireNonNull(session, "session");
    }

    /** @param text null if there was none; empty if it is no id of ours */
    public static Optional<EventId> of(String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Optional.of(new EventId(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    String text() {
        return session + ":" + number;
    }
}
