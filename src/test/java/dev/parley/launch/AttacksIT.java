package dev.parley.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.JsonClient;
import dev.parley.it.RawClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Attacks on one server; during each somebody else is answered within a second, and after it nothing is left of it. */
@EnabledOnOs(OS.LINUX) // whose /proc says what a process has open
class AttacksIT {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int WORKERS = 200; // threads that stay for a minute when they have had something to do
    private static final int SELECTORS = 2 * WORKERS; // descriptors of those that have once waited for a body

    private static RunningParley parley;
    private static Footprint rest;

    /** What the server's process has. */
    private record Footprint(long threads, long open) {
        static Footprint now() throws IOException {
            Path process = Path.of("/proc", Long.toString(parley.id()));
            try (Stream<Path> threads = Files.list(process.resolve("task"));
                    Stream<Path> open = Files.list(process.resolve("fd"))) {
                return new Footprint(threads.count(), open.count());
            }
        }

        /** Whether that is no more than before, but for what comes and goes by itself. */
        boolean isBackAt(Footprint before) {
            return threads <= before.threads + WORKERS && open <= before.open + SELECTORS + 10;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        parley = RunningParley.start(
                "--set", "parley.chat.store.url=memory",
                "--set", "parley.heartbeat.interval=2s",
                "--set", "parley.heartbeat.timeout=2s",
                "--set", "parley.message.timeout=2s");
        try (JsonClient anna = anna()) {
            assertIsAnswered(anna);
        }
        rest = Footprint.now();
    }

    @AfterAll
    static void stop() throws IOException {
        String errors = parley.errors();
        parley.close();
        assertEquals("", errors);
    }

    private static JsonClient anna() throws InterruptedException {
        return JsonClient.named(parley.webSocket("ws/calm"), "Anna");
    }

    private static Socket send(String text) throws IOException {
        Socket socket = new Socket(parley.address().getHost(), parley.address().getPort());
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return socket;
    }

    private static void close(List<? extends AutoCloseable> all) throws Exception {
        for (AutoCloseable each : all) {
            each.close();
        }
    }

    private static void assertIsAnswered(JsonClient client) throws InterruptedException {
        client.send("{'type':'message','text':'hello','ack':'hello'}");
        assertTrue(client.hear("'ack':'hello'", SOON).isPresent(), "no answer within a second");
    }

    /** Somebody who comes is let in, and answered. */
    private static void assertIsOpen() throws InterruptedException {
        try (JsonClient anna = anna()) {
            assertIsAnswered(anna);
        }
    }

    private static void assertIsAtRest() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Footprint now = Footprint.now();
        while (!now.isBackAt(rest) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            now = Footprint.now();
        }
        assertTrue(now.isBackAt(rest), rest + " before, now " + now);
    }

    @Test
    void two_thousand_requests_that_are_begun_and_never_ended_keep_nobody_out() throws Exception {
        List<Socket> begun = new ArrayList<>();
        try (JsonClient anna = anna()) {
            long before = Footprint.now().threads();
            for (int i = 0; i < 2_000; i++) {
                begun.add(send("GET /ws HT"));
            }
            assertIsAnswered(anna);
            assertIsOpen();
            long threads = Footprint.now().threads();
            assertTrue(threads < before + 20, before + " threads before, now " + threads);
        } finally {
            close(begun);
        }
        assertIsAtRest();
    }

    @Test
    void five_hundred_with_half_a_frame_are_given_up_and_disturb_nobody() throws Exception {
        List<RawClient> halves = new ArrayList<>();
        try (JsonClient anna = anna()) {
            for (int i = 0; i < 500; i++) {
                RawClient half = new RawClient(parley.webSocket("ws/halves"));
                halves.add(half);
                half.sendBytes((byte) 0x81, (byte) 0xfe, (byte) 1);
            }
            assertIsAnswered(anna);
            assertIsOpen();
            for (RawClient half : halves) {
                assertTrue(half.isClosed());
            }
        } finally {
            close(halves);
        }
        assertIsAtRest();
    }

    @Test
    void pings_without_end_delay_nobody_else() throws Exception {
        byte[] pings = new byte[6 * 10_000]; // empty ones, with a mask of zeros
        for (int at = 0; at < pings.length; at += 6) {
            pings[at] = (byte) 0x89;
            pings[at + 1] = (byte) 0x80;
        }
        try (JsonClient anna = anna()) {
            RawClient flooder = new RawClient(parley.webSocket("ws/pings"));
            Thread flood = new Thread(() -> {
                try {
                    while (true) {
                        flooder.sendBytes(pings);
                    }
                } catch (IOException closed) { // by the server, or below
                    return;
                }
            });
            flood.start();
            for (int i = 0; i < 20; i++) {
                assertIsAnswered(anna);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            assertIsOpen();
            flooder.close();
            flood.join();
        }
        assertIsAtRest();
    }

    @Test
    void huge_acknowledgement_ids_are_refused_on_every_wire() throws Exception {
        for (String id : List.of("9007199254740993", "9".repeat(400), "1e300", "-1")) {
            try (JsonClient anna = anna()) {
                anna.send("{'type':'message','text':'a','ack':" + id + "}").await("'code':'FIELD_TYPE'");
                assertIsAnswered(anna);
            }
        }
        assertEndsSession("42" + "9".repeat(400) + "[\"message\"]");
        assertIsOpen();
        assertIsAtRest();
    }

    @Test
    void json_ten_thousand_deep_is_refused_on_every_wire() throws Exception {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        try (JsonClient anna = anna()) {
            anna.send("{'type':'message','text':" + deep + "}").await("'code':'BAD_JSON'");
            assertIsAnswered(anna);
        }
        assertEndsSession("42[\"message\"," + deep + "]");
        assertEndsSession("40{\"token\":" + deep + "}");
        assertIsOpen();
        assertIsAtRest();
    }

    private static void assertEndsSession(String packet) throws IOException {
        URI address = URI.create(parley.webSocket("socket.io/") + "?EIO=4&transport=websocket");
        try (RawClient client = new RawClient(address)) {
            if (!packet.startsWith("40")) {
                client.sendText("40");
                while (!client.read(RawClient.TEXT).text().startsWith("40")) {
                    // its handshake comes before
                }
            }
            client.sendText(packet);
            assertTrue(client.isClosed(), packet.substring(0, 20));
        }
    }

    @Test
    void bodies_that_come_byte_by_byte_keep_nobody_waiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (JsonClient anna = anna()) {
            for (String path : List.of("/socket.io/?EIO=4&transport=polling&sid=x", "/sse/slow", "/api/session")) {
                for (int i = 0; i < 150; i++) {
                    slow.add(send("POST " + path
                            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
                }
            }
            for (int turn = 0; turn < 10; turn++) {
                for (Socket each : slow) {
                    dribble(each);
                }
                assertIsAnswered(anna);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            assertIsOpen();
        } finally {
            close(slow);
        }
        assertIsAtRest();
    }

    /** One byte more, if anybody still wants it. */
    private static void dribble(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException givenUp) { // which is what a server may do
            return;
        }
    }
}
