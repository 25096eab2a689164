package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.protocol.ArgumentList;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Set;

/** An event that was sent, for those who have missed it. Immutable. */
public record SentEvent(String event, Arguments arguments, BroadcastTarget target) {
    /** What one takes in memory besides its text, about. */
    private static final int OVERHEAD = 200;

    public SentEvent {
        requireNonNull(event, "event");
        requireNonNull(arguments, "arguments");
        requireNonNull(target, "target");
    }

    /** Whether it was for somebody who was in these rooms. */
    public boolean isFor(Set<String> rooms) {
        boolean isAddressed = target.rooms().isEmpty() || !Collections.disjoint(target.rooms(), rooms);
        return isAddressed && Collections.disjoint(target.except(), rooms);
    }

    /** The same, its arguments as text alone: what can be kept for long. */
    public SentEvent compact() {
        ArgumentList.Written written = arguments.list().written();
        return new SentEvent(
                event, Arguments.of(ArgumentList.ofWritten(written.json(), written.attachments())), target);
    }

    /** The bytes that it takes in memory, about. */
    public long size() {
        ArgumentList.Written written = arguments.list().written();
        long bytes = (long) OVERHEAD + event.length() + written.json().length();
        for (ByteBuffer attachment : written.attachments()) {
            bytes += attachment.remaining();
        }
        return bytes;
    }
}
