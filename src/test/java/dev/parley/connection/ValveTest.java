package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ValveTest {
    private final Valve valve = new Valve(new FakeTransport());

    @Test
    void whoever_delivers_waits_from_the_decision_on_though_the_transport_has_not_been_told_yet() throws Exception {
        assertTrue(valve.hold(true));
        Thread delivering = new Thread(valve::pass);
        delivering.start();
        while (delivering.getState() != Thread.State.WAITING) {
            assertTrue(delivering.isAlive(), "it has passed");
            Thread.onSpinWait();
        }
        assertTrue(valve.hold(false));
        delivering.join();
        assertFalse(valve.isShut());
    }
}
