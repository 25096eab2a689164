package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.AddressOptions;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OutboxOptions;
import dev.parley.connection.Pace;
import dev.parley.testkit.VirtualScheduler;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests to a real Undertow cost, on a clock that stands still. */
class UndertowPaceTest {
    private static final String THEM = "192.0.2.7";
    private static final String OTHERS = "192.0.2.8";
    private static final String HANDSHAKE = "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final int PER_SECOND = 100;

    private final Pace pace = new Connections(
                    new ConnectionOptions(
                            1_000,
                            MessageOptions.defaults(),
                            HeartbeatOptions.defaults(),
                            OutboxOptions.defaults(),
                            new AddressOptions(1_000, 1_000, 1_000, PER_SECOND)),
                    new VirtualScheduler(),
                    Runnable::run)
            .pace();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private Undertow undertow;

    /** A connection, over which one request follows the answer to the one before. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answers;

        Client() throws IOException {
            InetSocketAddress server = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
            socket = new Socket(server.getAddress(), server.getPort());
            socket.setSoTimeout(20_000);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        }

        /** A request for a path, which is the status of its answer. */
        void send(int status, String from, String more) throws IOException {
            String head = "GET /" + status + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + from + more + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }

        void ask(int status, String more) throws IOException {
            send(status, THEM, more);
            awaitAnswer(status);
        }

        void awaitAnswer(int status) throws IOException {
            String line = answers.readLine();
            assertTrue(line.startsWith("HTTP/1.1 " + status + " "), line);
            while (!line.isEmpty()) {
                line = answers.readLine();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void start() {
        TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.1"));
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", new UndertowPace(this::handle, pace, proxies))
                .build();
        undertow.start();
    }

    private void handle(HttpServerExchange exchange) {
        String path = exchange.getRequestPath();
        handled.add(exchange.getRequestHeaders().getFirst("X-Forwarded-For") + path + " after " + taken());
        exchange.setStatusCode(Integer.parseInt(path.substring(1)));
        exchange.endExchange();
    }

    /** They take as much as an address may after a rest, and so much more. */
    private void hurry(int more) {
        pace.take(Optional.of(THEM), PER_SECOND + more);
    }

    /** How much they have taken since they hurried. */
    private long taken() {
        return pace.take(Optional.of(THEM), 0).toMillis() * PER_SECOND / 1_000;
    }

    @AfterEach
    void stop() {
        undertow.stop();
    }

    @Test
    void a_request_counts_as_one() throws Exception {
        hurry(0);
        try (Client client = new Client()) {
            client.ask(200, "");
            client.ask(404, "");
        }
        assertEquals(List.of(THEM + "/200 after 1", THEM + "/404 after 2"), handled);
    }

    @Test
    void a_websocket_that_is_opened_counts_as_ten_before_it_is_let_in() throws Exception {
        hurry(0);
        try (Client client = new Client()) {
            client.ask(101, HANDSHAKE);
        }
        assertEquals(List.of(THEM + "/101 after 10"), handled);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 10"})
    void what_is_refused_with_429_counts_as_twenty(boolean isHandshake, int before) throws Exception {
        hurry(0);
        try (Client client = new Client()) {
            client.ask(429, isHandshake ? HANDSHAKE : "");
            client.ask(200, ""); // over the same connection, so that the one before is over
        }
        assertEquals(List.of(THEM + "/429 after " + before, THEM + "/200 after 21"), handled);
    }

    @Test
    void who_is_too_fast_is_handled_when_it_is_their_turn() throws Exception {
        hurry(10);
        long begin = System.nanoTime();
        try (Client client = new Client()) {
            client.ask(200, "");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofMillis(110)) >= 0, () -> "handled after " + took);
    }

    @Test
    void others_do_not_wait_for_who_is_too_fast() throws Exception {
        hurry(9 * PER_SECOND);
        try (Client early = new Client();
                Client other = new Client()) {
            early.send(200, THEM, "");
            awaitTaken(9 * PER_SECOND + 1);
            other.send(204, OTHERS, "");
            other.awaitAnswer(204);
        }
        assertEquals(List.of(OTHERS + "/204 after 901"), handled);
    }

    private void awaitTaken(long count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(9);
        while (taken() < count) {
            assertTrue(System.nanoTime() < deadline, () -> "taken: " + taken());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
