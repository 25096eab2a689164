package dev.parley.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.Deviations;
import dev.parley.it.JsonClient;
import dev.parley.it.RawClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Attacks on one server, beside two who talk; after each there is nothing left of it, and the two have lost nothing. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class AttacksIT {
    private static final Duration SOON = Duration.ofSeconds(2);

    /** Tests in which the attacker opens no WebSocket, so that it does not matter whose frames they have. */
    private static final String REQUESTS = "requests";

    private static final long ALL_BYTES = 10_000_000; // of all attacks together: what the chat remembers of them as well

    private static RunningParley parley;
    private static Footprint rest;
    private static long heapBefore;

    /** Who begins requests before all else, and waits for the end. */
    private static final List<Socket> BEGUN = new ArrayList<>();

    private Bystanders bystanders;

    @BeforeAll
    static void start() throws Exception {
        parley = RunningParley.start(
                "--set", "parley.chat.store.url=memory",
                "--set", "parley.heartbeat.interval=2s",
                "--set", "parley.heartbeat.timeout=2s",
                "--set", "parley.message.timeout=2s",
                "--set", "parley.websocket.compression=message");
        new Bystanders(parley.webSocket("ws/calm")).end();
        assertEndsSession("42[");
        assertIsServed();
        try (Socket slow = send(slowPost("/api/session"))) {
            assertTrue(slow.getInputStream().read() >= 0, "given up, and answered");
        }
        for (int i = 0; i < 5; i++) {
            BEGUN.add(send("GET /ws HT"));
        }
        rest = Footprint.of(parley);
        heapBefore = rest.bytes();
    }

    @AfterAll
    static void stop() throws Exception {
        try (RunningParley ending = parley) {
            for (Socket each : BEGUN) {
                each.setSoTimeout(30_000);
                assertTrue(each.getInputStream().read() < 0, "who does not end a request is not waited for");
            }
            long kept = Footprint.of(ending).bytes() - heapBefore;
            assertTrue(kept < ALL_BYTES, () -> kept + " bytes are left of all attacks together");
            assertEquals("", ending.errors());
        } finally {
            close(BEGUN);
        }
    }

    @BeforeEach
    void talk() throws InterruptedException {
        bystanders = new Bystanders(parley.webSocket("ws/calm"));
    }

    @AfterEach
    void nothing_is_left_and_others_were_not_disturbed() throws Exception {
        bystanders.end();
        assertIsServed();
        assertIsOpen();
        Footprint now = Footprint.after(rest, parley);
        assertTrue(now.isBackAt(rest), () -> rest + " before, now " + now + ", more of " + now.more(rest));
        rest = rest.withBytes(now.bytes()); // the next attack has as much for itself
    }

    private static Socket send(String text) throws IOException {
        Socket socket = new Socket(parley.address().getHost(), parley.address().getPort());
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return socket;
    }

    private static String slowPost(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    }

    private static void close(List<? extends AutoCloseable> all) throws Exception {
        for (AutoCloseable each : all) {
            each.close();
        }
    }

    /** Somebody who comes is let in, and answered. */
    private static void assertIsOpen() throws InterruptedException {
        try (JsonClient anna = JsonClient.named(parley.webSocket("ws/open"), "Anna")) {
            assertIsAnswered(anna);
        }
    }

    private static void assertIsAnswered(JsonClient client) throws InterruptedException {
        client.send("{'type':'message','text':'hello','ack':'hello'}");
        assertTrue(client.hear("'ack':'hello'", SOON).isPresent(), "no answer");
    }

    /** Somebody who asks for the page gets it. */
    private static void assertIsServed() throws IOException, InterruptedException {
        HttpRequest page = HttpRequest.newBuilder(parley.address()).timeout(SOON).build();
        assertEquals(200, HttpClient.newHttpClient().send(page, BodyHandlers.discarding()).statusCode());
    }

    @Test
    @Tag(REQUESTS)
    void two_thousand_requests_that_are_begun_and_never_ended_keep_nobody_out() throws Exception {
        List<Socket> begun = new ArrayList<>();
        try {
            long before = Footprint.threads(parley);
            for (int i = 0; i < 2_000; i++) {
                begun.add(send("GET /ws HT"));
            }
            assertIsOpen();
            long threads = Footprint.threads(parley);
            assertTrue(threads < before + 20, before + " threads before, now " + threads);
        } finally {
            close(begun);
        }
    }

    @Test
    void five_hundred_with_half_a_frame_are_given_up_and_disturb_nobody() throws Exception {
        List<RawClient> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                RawClient half = new RawClient(parley.webSocket("ws/halves"));
                halves.add(half);
                half.sendBytes((byte) 0x81, (byte) 0xfe, (byte) 1);
            }
            assertIsOpen();
            for (RawClient half : halves) {
                assertTrue(half.isClosed());
            }
        } finally {
            close(halves);
        }
    }

    /** Sends the same bytes again and again, until somebody closes. */
    private static Thread flood(RawClient flooder, byte[] bytes) {
        Thread flood = new Thread(() -> {
            try {
                while (true) {
                    flooder.sendBytes(bytes);
                }
            } catch (IOException closed) {
                return;
            }
        });
        flood.start();
        return flood;
    }

    /** So many empty frames, with a mask of zeros. */
    private static byte[] frames(int first, int count) {
        byte[] frames = new byte[6 * count];
        for (int at = 0; at < frames.length; at += 6) {
            frames[at] = (byte) first;
            frames[at + 1] = (byte) 0x80;
        }
        return frames;
    }

    @Test
    void pings_without_end_delay_nobody_else() throws Exception {
        RawClient flooder = new RawClient(parley.webSocket("ws/pings"));
        Thread flood = flood(flooder, frames(0x89, 10_000));
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2)); // of its time
        assertIsOpen();
        assertFalse(Footprint.of(parley).hasMoreBytes(rest), "pongs wait, which nobody reads");
        flooder.close();
        flood.join();
    }

    @Test
    void one_fragment_more_than_a_message_may_have_is_one_too_many() throws Exception {
        try (RawClient client = new RawClient(parley.webSocket("ws/fragments"))) {
            client.sendBytes(frames(0x01, 1));
            client.sendBytes(frames(0x00, 100_000));
            int code = client.read(RawClient.CLOSE).closeCode();
            // Undertow's endpoints do not always tell us of frames without bytes: there the unanswered ping ends it
            boolean isGivenUp = code == 1001 && !Deviations.framesAreOurs();
            assertTrue(code == 1009 || isGivenUp, () -> "closed with " + code);
        }
    }

    @Test
    void fragments_without_end_are_given_up() throws Exception {
        try (RawClient flooder = new RawClient(parley.webSocket("ws/fragments"))) {
            flooder.sendBytes(frames(0x01, 1));
            flood(flooder, frames(0x00, 10_000)).join(); // closed by the server
        }
    }

    @Test
    void bombs_are_refused_before_they_are_large() throws Exception {
        byte[] bomb = new byte[60_000];
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[55_000_000]);
        int size = deflater.deflate(bomb, 0, bomb.length, Deflater.SYNC_FLUSH) - 4; // RFC 7692, 7.2.1
        deflater.end();
        List<RawClient> bombers = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                RawClient bomber = new RawClient(parley.webSocket("ws/bombs"), "Sec-WebSocket-Extensions: permessage-deflate");
                bombers.add(bomber);
                bomber.send(true, 0x40 | RawClient.TEXT, Arrays.copyOf(bomb, size));
            }
            int refusal = Deviations.framesAreOurs() ? 1009 : 1002; // endpoints agree on no compression
            for (RawClient bomber : bombers) {
                assertEquals(refusal, bomber.read(RawClient.CLOSE).closeCode());
            }
        } finally {
            close(bombers);
        }
    }

    @Test
    @Tag(REQUESTS)
    void three_hundred_who_read_nothing_of_what_they_ask_for_keep_nobody_waiting() throws Exception {
        String asks = "GET /socket.io/socket.io.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) { // more than there are threads
                Socket socket = new Socket();
                silent.add(socket);
                socket.setReceiveBufferSize(2_048);
                socket.connect(new InetSocketAddress(parley.address().getHost(), parley.address().getPort()));
                socket.getOutputStream().write(asks.getBytes(US_ASCII));
            }
            assertIsServed();
            assertIsOpen();
            assertIsServed();
        } finally {
            close(silent);
        }
    }

    @Test
    @Tag(REQUESTS)
    void sids_that_are_guessed_are_of_no_session() throws Exception {
        HttpClient guesser = HttpClient.newHttpClient();
        for (int i = 0; i < 200; i++) {
            String sid = "AAAAAAAAAAAAAAAAA" + (100 + i);
            HttpRequest guess = HttpRequest.newBuilder(parley.address().resolve("socket.io/?EIO=4&transport=polling&sid=" + sid)).build();
            assertEquals(
                    "{\"code\":1,\"message\":\"Session ID unknown\"}",
                    guesser.send(guess, BodyHandlers.ofString()).body());
        }
    }

    @Test
    void huge_acknowledgement_ids_are_refused_on_every_wire() throws Exception {
        for (String id : List.of("9007199254740993", "9".repeat(400), "1e300", "-1")) {
            try (JsonClient anna = JsonClient.named(parley.webSocket("ws/ids"), "Anna")) {
                anna.send("{'type':'message','text':'a','ack':" + id + "}").await("'code':'FIELD_TYPE'");
                assertIsAnswered(anna);
            }
        }
        assertEndsSession("42" + "9".repeat(400) + "[\"message\"]");
    }

    @Test
    void json_ten_thousand_deep_is_refused_on_every_wire() throws Exception {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        try (JsonClient anna = JsonClient.named(parley.webSocket("ws/deep"), "Anna")) {
            anna.send("{'type':'message','text':" + deep + "}").await("'code':'BAD_JSON'");
            assertIsAnswered(anna);
        }
        assertEndsSession("42[\"message\"," + deep + "]");
        assertEndsSession("40{\"token\":" + deep + "}");
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
            assertTrue(client.isClosed(), packet.substring(0, Math.min(20, packet.length())));
        }
    }

    @Test
    @Tag(REQUESTS)
    void bodies_that_come_byte_by_byte_keep_nobody_waiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (String path : List.of("/socket.io/?EIO=4&transport=polling&sid=x", "/sse/slow", "/api/session")) {
                for (int i = 0; i < 150; i++) {
                    slow.add(send(slowPost(path)));
                }
            }
            for (int turn = 0; turn < 10; turn++) {
                for (Socket each : slow) {
                    dribble(each);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            assertIsServed();
            assertIsOpen();
            for (Socket each : slow) {
                assertIsGivenUp(each);
            }
        } finally {
            close(slow);
        }
    }

    /** Whether with an answer or without. */
    private static void assertIsGivenUp(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        try {
            socket.getInputStream().read();
        } catch (SocketException cut) {
            return;
        }
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
