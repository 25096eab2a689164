package dev.parley.socketio.adapter;

import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SentEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The latest events of a namespace, numbered from 1 without gaps. Not safe for use by many threads: its owner's lock guards it. */
final class EventLog {
    /** An event and its number. */
    record Entry(long number, SentEvent event, long size, long at) {}

    /** How long a connection may be lost before the server finds out. */
    private static final Duration UNNOTICED = Duration.ofMinutes(1);

    private final RecoveryOptions limits;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;
    private long bytes;

    EventLog(RecoveryOptions limits) {
        this.limits = limits;
    }

    /** Keeps an event, and forgets the oldest if they are too many; its number. */
    long add(SentEvent event, long size, long now) {
        last++;
        entries.add(new Entry(last, event, size, now));
        bytes += size;
        while (entries.size() > limits.maxEvents() || bytes > limits.maxBytes()) {
            forgetFirst();
        }
        trim(now);
        return last;
    }

    /** The number of the last event. */
    long last() {
        return last;
    }

    /** Whether everything after an event is known, be it that itself is not any more. */
    boolean knows(long number) {
        return number >= last - entries.size() && number <= last;
    }

    /** Everything after an event that it {@link #knows}. */
    List<Entry> after(long number) {
        int count = (int) (last - number);
        List<Entry> found = new ArrayList<>(count);
        Iterator<Entry> fromTheEnd = entries.descendingIterator();
        for (int i = 0; i < count; i++) {
            found.add(fromTheEnd.next());
        }
        Collections.reverse(found);
        return found;
    }

    /** Forgets what nobody can ask for any more, because all who have missed it have expired. */
    void trim(long now) {
        long oldest = now - limits.maxDisconnection().plus(UNNOTICED).toMillis();
        while (!entries.isEmpty() && entries.peek().at() < oldest) {
            forgetFirst();
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    private void forgetFirst() {
        bytes -= entries.remove().size();
    }
}
