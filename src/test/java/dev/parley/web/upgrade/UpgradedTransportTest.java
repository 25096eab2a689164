package dev.parley.web.upgrade;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.VirtualScheduler;
import dev.parley.websocket.DeflateOptions;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpgradedTransportTest {
    /** A close frame with 1000, and a mask that changes nothing. */
    private static final byte[] GOODBYE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};

    private final VirtualScheduler clock = new VirtualScheduler();
    private final FakeStream client = new FakeStream();
    private final Upgrades home =
            new Upgrades(clock, Runnable::run, DeflateOptions.defaults(), false, context("Payara Micro"));
    private final UpgradedTransport transport = new UpgradedTransport(home, client, "", Optional.empty());

    private static ServletContext context(String server) {
        return (ServletContext) Proxy.newProxyInstance(
                ServletContext.class.getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> server);
    }

    @BeforeEach
    void open() throws IOException {
        transport.open(opened -> Optional.empty());
    }

    private void saysGoodbye() {
        client.sends(GOODBYE);
        transport.readable();
    }

    @Test
    void who_says_goodbye_and_reads_the_answer_is_let_go_at_once() {
        saysGoodbye();
        assertTrue(client.isClosed());
    }

    @Test
    void who_says_goodbye_and_reads_nothing_is_let_go_after_three_seconds() {
        client.reads(0);
        saysGoodbye();
        clock.advance(Duration.ofMillis(2_999));
        assertFalse(client.isClosed());
        clock.advance(Duration.ofMillis(1));
        assertTrue(client.isClosed());
    }

    @Test
    void who_says_goodbye_and_reads_late_is_let_go_then() {
        client.reads(0);
        saysGoodbye();
        clock.advance(Duration.ofSeconds(1));
        client.reads(2);
        transport.writable();
        assertTrue(client.isClosed());
    }
}
