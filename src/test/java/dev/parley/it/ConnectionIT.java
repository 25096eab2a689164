package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Connections as an application sees them, on a container, with clients that count every byte. */
@ArquillianTest
class ConnectionIT {
    private static final int FRAGMENT = 50_000;

    @Deployment(testable = false)
    static WebArchive war() {
        WebArchive war = Deployed.parley();
        File[] classes = new File("target/test-classes/dev/parley/it")
                .listFiles((folder, name) -> name.startsWith("ConnectionApplication"));
        for (File each : classes) { // as files, because what they need is in the WAR alone
            war.addAsWebInfResource(each, "classes/dev/parley/it/" + each.getName());
        }
        return war;
    }

    @ArquillianResource
    private URL base;

    private URI at(String path) throws URISyntaxException {
        return Deployed.webSocket(base.toURI(), path);
    }

    private RawClient feed(String... headers) throws IOException, URISyntaxException {
        return new RawClient(at("feed?token=x"), headers);
    }

    private static String ask(RawClient client, String command) throws IOException {
        client.sendText(command);
        return client.read(RawClient.TEXT).text();
    }

    private String control(String command) throws IOException, URISyntaxException {
        try (RawClient control = new RawClient(at("control"))) {
            return ask(control, command);
        }
    }

    @Test
    void an_applications_own_address_knows_its_connections() throws Exception {
        try (RawClient client = feed("Sec-WebSocket-Protocol: v1, v2")) {
            assertTrue(client.head().contains("X-Feed: x") || client.head().contains("x-feed: x"), client.head());
            assertEquals("OPEN websocket 0 v2 [] /feed", ask(client, "facts"));
            assertEquals("sent", ask(client, "send"));
            assertEquals("complete", client.read(RawClient.TEXT).text());
        }
        try (RawClient client = feed("Sec-WebSocket-Protocol: v1")) {
            assertEquals("OPEN websocket 0 none [] /feed", ask(client, "facts"));
        }
    }

    @Test
    void a_handshake_is_refused_with_status_headers_and_words_of_the_applications_own() throws Exception {
        RawExchange.Answer answer = RawExchange.of(
                "GET",
                base.toURI().resolve("feed"),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        assertEquals(401, answer.status());
        assertEquals("Token", answer.header("www-authenticate"));
        assertEquals("{\"error\":\"a token is wanted\"}", answer.text());
        assertEquals("401 a token is wanted", control("failed"));
    }

    @Test
    void answers_to_polls_have_the_applications_headers() throws Exception {
        URI open = base.toURI().resolve("socket.io/?EIO=4&transport=polling");
        assertEquals("GET", RawExchange.of("GET", open).header("x-engine"));
    }

    @Test
    void the_application_says_whether_an_answer_to_a_poll_is_compressed() throws Exception {
        assertEquals("gzip", zeros("true").header("content-encoding"));
        RawExchange.Answer plain = zeros("false");
        assertEquals("", plain.header("content-encoding"));
        assertTrue(plain.text().startsWith("42/beneath,[\"zeros\",\"0000"), plain.text());
    }

    /** The answer to a poll with 4000 zeros. */
    private RawExchange.Answer zeros(String compress) throws IOException, URISyntaxException {
        String path = "socket.io/?EIO=4&transport=polling";
        String open = RawExchange.of("GET", base.toURI().resolve(path)).text();
        URI session = base.toURI().resolve(path + "&sid=" + open.replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1"));
        RawExchange.post(session, "40/beneath,".getBytes(StandardCharsets.UTF_8));
        RawExchange.of("GET", session);
        RawExchange.post(session, ("42/beneath,[\"zeros\"," + compress + "]").getBytes(StandardCharsets.UTF_8));
        return RawExchange.of("GET", session, "Accept-Encoding: gzip");
    }

    @Test
    void the_peer_answers_a_ping() throws Exception {
        try (RawClient client = feed()) {
            client.sendText("ping");
            RawClient.Frame ping = client.read(RawClient.PING);
            byte[] data = new byte[ping.payload().remaining()];
            ping.payload().get(data);
            client.send(true, RawClient.PONG, data);
            assertEquals("pong true", client.read(RawClient.TEXT).text());
        }
    }

    @Test
    void it_is_closed_with_a_code_of_the_applications_own_or_at_once() throws Exception {
        try (RawClient client = feed()) {
            client.sendText("close");
            assertEquals(4000, client.read(RawClient.CLOSE).closeCode());
        }
        try (RawClient client = feed()) {
            client.sendText("terminate");
            client.awaitEnd();
        }
    }

    @Test
    void beneath_a_socket_there_is_a_connection() throws Exception {
        try (RawClient client = new RawClient(at("socket.io/?EIO=4&transport=websocket"))) {
            client.read(RawClient.TEXT);
            assertTrue(ask(client, "40/beneath,").startsWith("40/beneath,"));
            assertEquals(
                    "43/beneath,1[\"OPEN websocket 4 none [] /socket.io/\"]",
                    ask(client, "42/beneath,1['facts']"));
            client.sendText("42/beneath,2['ping']");
            RawClient.Frame ping = client.read(RawClient.PING);
            byte[] data = new byte[ping.payload().remaining()];
            ping.payload().get(data);
            client.send(true, RawClient.PONG, data);
            assertEquals("43/beneath,2[true]", client.read(RawClient.TEXT).text());
        }
    }

    @Test
    void a_paused_connection_makes_its_peer_wait() throws Exception {
        assumeFalse(Deviations.endpointsReadOn(), "Undertow's endpoints read on, whoever is paused, and tell of an end at once");
        int messages = 2_000;
        try (RawClient client = feed()) {
            assertEquals("paused", ask(client, "pause"));
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> flood(client, messages, written));
            awaitStandstill(written);
            assertTrue(written.get() < messages / 2, "the window is full after " + written + " messages");
            long before = Long.parseLong(control("received"));
            assertTrue(before < 10 * FRAGMENT, "nothing is read meanwhile, but there were " + before);
            assertEquals("resumed", control("resume"));
            flood.get(60, TimeUnit.SECONDS);
            assertEquals("OPEN websocket 0 none [] /feed", ask(client, "facts"));
            assertEquals(Long.toString((long) messages * FRAGMENT), control("received"));
        }
    }

    private static void flood(RawClient client, int messages, AtomicLong written) {
        try {
            byte[] payload = new byte[FRAGMENT];
            for (int i = 0; i < messages; i++) {
                client.send(true, RawClient.BINARY, payload);
                written.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a number has not changed for a second. */
    private static void awaitStandstill(AtomicLong number) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long last = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < TimeUnit.SECONDS.toNanos(1) || last == 0) {
            if (number.get() != last) {
                last = number.get();
                since = System.nanoTime();
            }
            assertTrue(System.nanoTime() < deadline, "it goes on and on: " + last);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void a_message_of_100_megabytes_comes_in_without_being_kept() throws Exception {
        int fragments = 2_000;
        byte[] payload = new byte[FRAGMENT];
        try (RawClient client = new RawClient(at("upload"))) {
            for (int i = 0; i < fragments; i++) {
                client.send(i == fragments - 1, i == 0 ? RawClient.BINARY : RawClient.CONTINUATION, payload);
            }
            assertEquals("100000000 bytes", client.read(RawClient.TEXT).text());
            assertEquals("text of 5", ask(client, "hello"));
        }
        long growth = Long.parseLong(control("heap growth"));
        assertTrue(growth < 20_000_000, "after 80 of 100 MB the heap has grown by " + growth);
    }

    @Test
    void a_message_of_64_megabytes_waits_for_whoever_reads_it() throws Exception {
        assumeFalse(Deviations.endpointsReadOn(), "Undertow's endpoints read on, whoever is paused, and tell of an end at once");
        int fragments = 1_280;
        try (RawClient client = new RawClient(at("read"))) {
            AtomicLong written = new AtomicLong();
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> stream(client, fragments, true, written));
            awaitStandstill(written);
            assertTrue(written.get() < fragments / 2, "the window is full after " + written + " fragments");
            assertEquals("reading", control("read"));
            flood.get(60, TimeUnit.SECONDS);
            assertEquals("64000000 bytes by parley-stream-n", client.read(RawClient.TEXT).text());
            assertEquals("text of 5", ask(client, "hello"));
        }
        long growth = Long.parseLong(control("heap growth"));
        assertTrue(growth < 10_000_000, "while nobody reads the heap has grown by " + growth);
    }

    @Test
    void a_message_that_is_cut_ends_its_stream_with_an_exception() throws Exception {
        assumeFalse(Deviations.endpointsReadOn(), "Undertow's endpoints read on, whoever is paused, and tell of an end at once");
        try (RawClient client = new RawClient(at("read"))) {
            stream(client, 3, false, new AtomicLong());
            assertEquals("reading", control("read"));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String cut = control("cut");
        for (; cut.equals("not yet"); cut = control("cut")) {
            assertTrue(System.nanoTime() < deadline, "nobody has noticed");
        }
        assertEquals("EOFException after 150000", cut);
    }

    private static void stream(RawClient client, int fragments, boolean ends, AtomicLong written) {
        try {
            byte[] payload = new byte[FRAGMENT];
            for (int i = 0; i < fragments; i++) {
                boolean last = ends && i == fragments - 1;
                client.send(last, i == 0 ? RawClient.BINARY : RawClient.CONTINUATION, payload);
                written.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_message_of_100_megabytes_goes_out_in_fragments_with_nothing_between() throws Exception {
        try (RawClient client = feed()) {
            client.sendText("100000000");
            long bytes = 0;
            int first = -1;
            RawClient.Frame frame = client.read();
            for (; frame.opcode() != RawClient.TEXT; frame = client.read()) {
                first = first < 0 ? frame.opcode() : first;
                assertTrue(frame.payload().remaining() <= 100_000, "no frame is large");
                bytes += frame.payload().remaining();
            }
            assertEquals(RawClient.BINARY, first);
            assertEquals(100_000_000, bytes);
            assertEquals("end", frame.text());
        }
    }
}
