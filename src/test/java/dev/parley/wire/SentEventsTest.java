package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.Message;
import org.junit.jupiter.api.Test;

class SentEventsTest {
    private final SentEvents sent = new SentEvents();

    @Test
    void as_many_events_and_bytes_as_there_may_be_are_not_too_many_and_one_more_is() {
        sent.add(Message.text("12345"));
        sent.add(Message.text("1234567"));
        assertFalse(sent.exceed(2, 12));
        assertTrue(sent.exceed(1, 12));
        assertTrue(sent.exceed(2, 11));
    }

    @Test
    void those_that_have_come_do_not_count() {
        sent.add(Message.text("12345"));
        sent.add(Message.text("1234567"));
        sent.received(1);
        assertFalse(sent.exceed(1, 7));
        assertTrue(sent.exceed(1, 6));
    }
}
