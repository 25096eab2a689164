package dev.parley.socketio.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.BroadcastTarget;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SentEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept for those who may come back: here three events of 100 bytes together. */
class EventLogTest {
    private final EventLog log = new EventLog(new RecoveryOptions(true, Duration.ofMinutes(2), true, 3, 100, 10));

    private void add(long size) {
        log.add(new SentEvent("tick", Arguments.of(List.of()), BroadcastTarget.EVERYBODY), size, 0);
    }

    @Test
    void as_many_events_as_may_be_are_kept_and_with_one_more_the_oldest_goes() {
        for (int i = 0; i < 3; i++) {
            add(1);
        }
        assertTrue(log.knows(0));
        add(1);
        assertFalse(log.knows(0));
        assertEquals(3, log.after(1).size());
    }

    @Test
    void as_many_bytes_as_may_be_are_kept_and_with_one_more_the_oldest_goes() {
        add(50);
        add(50);
        assertTrue(log.knows(0));
        add(1);
        assertFalse(log.knows(0));
        assertEquals(2, log.after(1).size());
    }
}
