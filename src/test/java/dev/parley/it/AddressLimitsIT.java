package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.parley.it.RawExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** How much one address gets of the server, whatever its clients speak, behind a proxy that says whose they are. */
@ArquillianTest
class AddressLimitsIT extends EngineHttp {
    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return war(
                "address-limits.war",
                Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.proxies", thisHost(),
                        "parley.connections.max-per-address", "3",
                        "parley.handshakes.per-second", "1",
                        "parley.handshakes.burst", "20",
                        "parley.pace.per-address", "1000"));
    }

    private static String from(String address) {
        return "X-Forwarded-For: " + address;
    }

    private URI polling() throws Exception {
        return base.toURI().resolve("socket.io/?EIO=4&transport=polling");
    }

    /** A handshake of each kind. */
    private List<Handshake> handshakes(String address) throws Exception {
        URI here = base.toURI();
        return List.of(
                () -> get(polling(), from(address)),
                () -> upgrade(here.resolve("socket.io/?EIO=4&transport=websocket"), "13", from(address)),
                () -> upgrade(here.resolve("ws/limits"), "13", from(address)),
                () -> get(here.resolve("sse/limits"), from(address)));
    }

    private interface Handshake {
        Answer send() throws Exception;
    }

    private RawClient chat(String address) throws Exception {
        return new RawClient(Deployed.webSocket(base.toURI(), "ws/limits"), from(address));
    }

    /** Over the container's endpoints a connection is counted a moment after its handshake, and before it is told anything. */
    private static void awaitOpen(RawClient... clients) throws IOException {
        for (RawClient client : clients) {
            assertFalse(client.read(RawClient.TEXT).text().isEmpty());
        }
    }

    @Test
    void the_connections_of_one_address_are_counted_whatever_they_are() throws Exception {
        URI session = URI.create(polling() + "&sid=" + sid(get(polling(), from("192.0.2.1"))));
        try (RawClient second = chat("192.0.2.1");
                RawClient last = new RawClient(
                        Deployed.webSocket(base.toURI(), "socket.io/?EIO=4&transport=websocket"), from("192.0.2.1"))) {
            awaitOpen(second, last);
            for (Handshake handshake : handshakes("192.0.2.1")) {
                Answer refused = handshake.send();
                assertEquals(429, refused.status());
                assertEquals("5", refused.header("retry-after"));
                assertTrue(refused.text().contains("this address has 3 connections"), refused.text());
            }
            try (RawClient other = chat("192.0.2.2")) {
                assertTrue(other.head().contains(" 101 "));
            }
            assertEquals("ok", post(session, "1").text()); // the client that polls says good-bye
            awaitRoom("192.0.2.1").close();
        }
    }

    /** The end of a connection is known a moment after it. */
    private RawClient awaitRoom(String address) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                return chat(address);
            } catch (IOException full) {
                if (System.nanoTime() > deadline) {
                    throw full;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500)); // each try counts
            }
        }
    }

    @Test
    void who_knocks_too_often_is_told_how_long_to_wait() throws Exception {
        for (Handshake handshake : handshakes("192.0.2.3").subList(0, 3)) { // a stream that is let in has no end
            Answer refused = refused("192.0.2.3", handshake);
            assertEquals("1", refused.header("retry-after"));
            assertTrue(refused.text().contains("this address may connect 1 times a second"), refused.text());
        }
        assertEquals(200, get(polling(), from("192.0.2.4")).status());
    }

    @Test
    void who_is_refused_again_and_again_waits_for_the_answers() throws Exception {
        refused("192.0.2.6", () -> get(polling(), from("192.0.2.6")));
        long start = System.nanoTime();
        for (int i = 0; i < 70; i++) { // of which 50 may be had after a rest, and then one in 20 ms
            get(polling(), from("192.0.2.6"));
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertTrue(millis > 300, "it took " + millis + " ms");
    }

    /** Knocks until nobody is let in, and then once more; on a slow machine there may be time for one between. */
    private Answer refused(String address, Handshake handshake) throws Exception {
        for (int tries = 0; tries < 10; tries++) {
            int knocks = 0;
            while (get(URI.create(polling() + "&EIO=9"), from(address)).status() != 429) {
                assertTrue(++knocks < 200, "nobody is refused");
            }
            Answer answer = handshake.send();
            if (answer.status() == 429) {
                return answer;
            }
        }
        return fail("still let in");
    }

    @Test
    void who_invents_addresses_stays_who_he_is() throws Exception {
        try (RawClient one = chat("203.0.113.1, 192.0.2.5");
                RawClient two = chat("203.0.113.2, 192.0.2.5");
                RawClient three = chat("203.0.113.3, 192.0.2.5")) {
            awaitOpen(one, two, three);
            assertEquals(429, get(polling(), from("203.0.113.4, 192.0.2.5")).status());
        }
    }
}
