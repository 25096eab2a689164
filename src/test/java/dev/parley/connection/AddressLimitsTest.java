package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressLimitsTest {
    private static final OpeningRequest THEM = from("192.0.2.7");

    private final AddressLimits limits = new AddressLimits(new AddressOptions(3, 10, 5, 100));

    private static OpeningRequest from(String address) {
        return OpeningRequests.from(address, false);
    }

    private Optional<String> knock(OpeningRequest request, long now) {
        return limits.knock(request, now).map(NoRoom::name);
    }

    @Test
    void an_address_has_as_many_connections_as_it_may_and_not_one_more() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), knock(THEM, 0));
            assertTrue(limits.enter(THEM, 0));
        }
        assertEquals(Optional.of("TOO_MANY_CONNECTIONS"), knock(THEM, 0));
        assertFalse(limits.enter(THEM, 0));
        assertEquals(
                "this address has 3 connections, which is all it may (parley.connections.max-per-address)",
                limits.full(THEM).orElseThrow().message());
        assertEquals(Optional.empty(), limits.full(from("192.0.2.8")));
        limits.leave(THEM);
        assertEquals(Optional.empty(), limits.full(THEM));
        assertEquals(Optional.empty(), knock(THEM, 0));
        assertTrue(limits.enter(THEM, 0));
    }

    @Test
    void what_has_not_come_in_is_not_counted() {
        for (int i = 0; i < 3; i++) {
            limits.enter(THEM, 0);
        }
        limits.enter(THEM, 0); // refused
        limits.leave(THEM);
        assertTrue(limits.enter(THEM, 0));
    }

    @Test
    void who_takes_the_place_of_another_is_counted_and_not_refused() {
        for (int i = 0; i < 3; i++) {
            limits.enter(THEM, 0);
        }
        limits.enterInstead(THEM, 0);
        limits.leave(THEM);
        assertFalse(limits.enter(THEM, 0));
    }

    @Test
    void who_knocks_too_often_is_told_how_long_to_wait() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), knock(THEM, 0));
        }
        NoRoom no = limits.knock(THEM, 0).orElseThrow();
        assertEquals("TOO_MANY_HANDSHAKES", no.name());
        assertEquals(429, no.status());
        assertEquals(100, no.retryAfter().toMillis());
        assertEquals("1", no.headers().get("Retry-After"));
        assertEquals(Optional.of("TOO_MANY_HANDSHAKES"), knock(THEM, 99));
        assertEquals(Optional.empty(), knock(THEM, 100));
        assertEquals(Optional.of("TOO_MANY_HANDSHAKES"), knock(THEM, 100));
    }

    @Test
    void a_rest_fills_the_bucket_and_no_more() {
        for (int i = 0; i < 5; i++) {
            knock(THEM, 0);
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(Optional.empty(), knock(THEM, 3_600_000));
        }
        assertEquals(Optional.of("TOO_MANY_HANDSHAKES"), knock(THEM, 3_600_000));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.8, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "2001:db8:1:2::1%eth0, 2001:0db8:1:2:0:0:0:1, true",
        "::ffff:192.0.2.7, 192.0.2.7, true",
    })
    void a_network_of_64_bits_is_one_address(String one, String other, boolean isOne) {
        for (int i = 0; i < 3; i++) {
            assertTrue(limits.enter(from(one), 0));
        }
        assertEquals(!isOne, limits.enter(from(other), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "0:0:0:0:0:0:0:1%lo"})
    void this_host_has_no_limits(String address) {
        for (int i = 0; i < 50; i++) {
            assertEquals(Optional.empty(), knock(from(address), 0));
            assertTrue(limits.enter(from(address), 0));
        }
        assertEquals(0, limits.size());
    }

    @Test
    void what_a_proxy_of_this_host_hides_is_one_address() {
        OpeningRequest first = OpeningRequests.from("127.0.0.1", true);
        assertTrue(limits.enter(first, 0));
        assertTrue(limits.enter(OpeningRequests.from("::1", true), 0));
        assertTrue(limits.enter(first, 0));
        assertEquals(Optional.of("TOO_MANY_CONNECTIONS"), knock(first, 0));
        assertFalse(limits.enter(first, 0));
        assertTrue(limits.enter(from("127.0.0.1"), 0), "who is on this host is not behind the proxy");
        limits.leave(first);
        assertTrue(limits.enter(first, 0));
    }

    @Test
    void who_is_at_rest_is_forgotten() {
        knock(THEM, 0);
        limits.enter(from("192.0.2.8"), 0);
        assertEquals(2, limits.size());
        limits.tick(50);
        assertEquals(2, limits.size());
        limits.tick(100);
        assertEquals(1, limits.size());
        limits.leave(from("192.0.2.8"));
        limits.tick(200);
        assertEquals(0, limits.size());
    }
}
