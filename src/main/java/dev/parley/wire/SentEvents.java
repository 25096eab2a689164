package dev.parley.wire;

import dev.parley.connection.Message;
import java.util.ArrayDeque;
import java.util.List;

/** The events that have been written and that the client is not known to have. Its owner's lock guards it. */
final class SentEvents {
    private final ArrayDeque<Message> events = new ArrayDeque<>(0);
    private long bytes;
    private long received; // the number of the last one that the client is known to have

    /** @return its number */
    long add(Message event) {
        events.add(event);
        bytes += event.size();
        return last();
    }

    /** The number of the last one, 0 if there has been none. */
    long last() {
        return received + events.size();
    }

    /** Whether an event has been written, and all that followed it is still here. */
    boolean has(long number) {
        return number >= received && number <= last();
    }

    /** The client has all up to this one. */
    void received(long number) {
        while (received < number) {
            bytes -= events.remove().size();
            received++;
        }
    }

    /** Gives back all, to be written again. */
    List<Message> takeBack() {
        List<Message> all = List.copyOf(events);
        events.clear();
        bytes = 0;
        return all;
    }

    boolean exceed(int mostEvents, long mostBytes) {
        return events.size() > mostEvents || bytes > mostBytes;
    }

    void clear() {
        events.clear();
        bytes = 0;
    }
}
