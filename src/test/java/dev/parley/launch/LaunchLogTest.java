package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LaunchLogTest {

    @Test
    void the_deepest_cause_speaks_for_itself() {
        var rule = new IllegalArgumentException("parley.x must be 1..2, was 3");
        assertEquals("parley.x must be 1..2, was 3", LaunchLog.describeRoot(new RuntimeException("outer", rule)));
    }

    @Test
    void other_failures_are_named_with_their_class() {
        assertEquals("java.io.IOException: disk full", LaunchLog.describeRoot(new IOException("disk full")));
        assertEquals("java.lang.IllegalStateException", LaunchLog.describeRoot(new IllegalStateException()));
    }

    @Test
    void it_stays_one_line() {
        assertEquals("a b", LaunchLog.describeRoot(new IllegalStateException("a\n  b")));
    }
}
