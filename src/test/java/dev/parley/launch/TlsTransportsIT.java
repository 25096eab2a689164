package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.NpmClients;
import dev.parley.it.RawClient;
import dev.parley.launch.TlsServers.Way;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients and {@code java -jar} say to each other over TLS, in each way in which connections are served. */
class TlsTransportsIT {
    private static final int LARGE = 900_000;

    @RegisterExtension
    static final TlsServers SERVERS = new TlsServers();

    @TempDir
    private Path folder;

    /** One that sends nothing by itself, and keeps what is not read yet. */
    private static RunningParley generous(Way way) throws Exception {
        return SERVERS.shared(way, "--set", "parley.outbox.max-bytes=100000000", "--set", "parley.heartbeat.interval=1h");
    }

    private static RunningParley talkative(Way way) throws Exception {
        return SERVERS.shared(way, "--set", "parley.chat.text-max=" + LARGE, "--set", "parley.heartbeat.interval=3s");
    }

    @ParameterizedTest
    @MethodSource("waysAndVersions")
    void a_session_polls(Way way, Version version) throws Exception {
        RunningParley parley = talkative(way);
        HttpClient client = SERVERS.client(version);
        Polling anna = new Polling(client, version, parley.address());
        Polling bob = new Polling(client, version, parley.address()); // by the same connection
        anna.post("40");
        assertTrue(anna.poll().get().startsWith("40{\"sid\""));
        bob.post("40");
        assertTrue(bob.poll().get().startsWith("40{\"sid\""));
        CompletableFuture<String> waiting = anna.poll();
        anna.post("420[\"add user\",\"Anna\"]");
        anna.await(waiting, "430[");
        bob.post("420[\"add user\",\"Bob\"]");
        bob.await("430[");
        String text = "Grüße, 你好 ".repeat(20_000);
        anna.post("42[\"new message\",\"" + text + "\"]");
        bob.await(text);
        bob.await("2"); // a ping, to a poll that nothing else has answered
    }

    static Stream<Arguments> waysAndVersions() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(Version.HTTP_2, Version.HTTP_1_1)
                        .map(version -> Arguments.of(way, version)));
    }

    @ParameterizedTest
    @EnumSource
    void a_poll_that_the_client_takes_back_harms_no_other(Way way) throws Exception {
        RunningParley parley = generous(way);
        HttpClient client = SERVERS.client(Version.HTTP_2);
        Polling leaving = new Polling(client, Version.HTTP_2, parley.address());
        Polling staying = new Polling(client, Version.HTTP_2, parley.address());
        for (Polling each : List.of(leaving, staying)) {
            each.post("40");
            each.await("40{");
        }
        CompletableFuture<String> waiting = staying.poll();
        for (int i = 0; i < 20; i++) {
            Polling gone = new Polling(client, Version.HTTP_2, parley.address());
            gone.post("40");
            gone.await("40{");
            assertTrue(gone.response().cancel(true)); // which resets the stream
        }
        staying.post("420[\"add user\",\"Anna\"]");
        staying.await(waiting, "430[");
        leaving.post("420[\"add user\",\"Bob\"]");
        leaving.await("430[");
        assertEquals("", parley.errors());
    }

    /** A session by polling, as Engine.IO 4 has it. */
    private static final class Polling {
        private final HttpClient client;
        private final Version version;
        private final URI address;

        Polling(HttpClient client, Version version, URI base) throws Exception {
            this.client = client;
            this.version = version;
            URI engine = base.resolve("socket.io/?EIO=4&transport=polling");
            String opened = client.send(TlsServers.request(engine).build(), BodyHandlers.ofString()).body();
            address = URI.create(engine + "&sid=" + opened.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1"));
        }

        void post(String packets) throws Exception {
            HttpResponse<String> answer = client.send(
                    TlsServers.request(address).POST(BodyPublishers.ofString(packets)).build(), BodyHandlers.ofString());
            assertEquals("200 ok " + version, answer.statusCode() + " " + answer.body() + " " + answer.version());
        }

        CompletableFuture<HttpResponse<String>> response() {
            return client.sendAsync(TlsServers.request(address).build(), BodyHandlers.ofString());
        }

        CompletableFuture<String> poll() {
            return response().thenApply(answer -> {
                assertEquals("200 " + version, answer.statusCode() + " " + answer.version());
                return answer.body();
            });
        }

        void await(String part) throws Exception {
            await(poll(), part);
        }

        void await(CompletableFuture<String> begun, String part) throws Exception {
            String packets = begun.get(30, TimeUnit.SECONDS);
            while (!packets.contains(part)) {
                if (packets.equals("2")) {
                    post("3");
                }
                packets = poll().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void large_messages_come_back_over_many_web_sockets(Way way) throws Exception {
        RunningParley parley = generous(way);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            all.add(CompletableFuture.runAsync(() -> echo(parley, seed), work -> new Thread(work).start()));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);
        assertEquals("", parley.errors());
    }

    /** Sends from one thread and reads in another, so that the server reads and writes at once. */
    private static void echo(RunningParley parley, int seed) {
        byte[] message = new byte[LARGE];
        new Random(seed).nextBytes(message);
        try (RawClient client = SERVERS.webSocket(parley, "echo")) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 6; i++) {
                            send(client, message);
                        }
                    },
                    work -> new Thread(work).start());
            for (int i = 0; i < 6; i++) {
                assertArrayEquals(message, read(client));
            }
            sending.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("client " + seed, e);
        }
    }

    private static void send(RawClient client, byte[] message) {
        try {
            int part = 50_000;
            for (int at = 0; at < message.length; at += part) {
                client.send(
                        at + part >= message.length,
                        at == 0 ? RawClient.BINARY : RawClient.CONTINUATION,
                        Arrays.copyOfRange(message, at, Math.min(at + part, message.length)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] read(RawClient client) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(LARGE);
        RawClient.Frame frame;
        do {
            frame = readData(client);
            message.put(frame.payload());
        } while (!frame.isLast());
        return Arrays.copyOf(message.array(), message.position());
    }

    /** Undertow's endpoints ping whoever does not read. */
    private static RawClient.Frame readData(RawClient client) throws IOException {
        RawClient.Frame frame = client.read();
        while (frame.opcode() == RawClient.PING) {
            frame = client.read();
        }
        assertTrue(frame.opcode() <= RawClient.BINARY, "opcode " + frame.opcode() + ": " + frame.text());
        return frame;
    }

    /** One after the other: each poll of these clients is a connection, and a handshake of TLS. */
    @Test
    void socket_io_s_own_client_passes_every_scenario_on_either_server() throws Exception {
        Path war = FixtureWar.build(RunningParley.war(), folder.resolve("fixture.war"), Map.of());
        NpmClients.install();
        for (String server : List.of("undertow", "tomcat")) {
            passScenarios(war, server);
        }
    }

    private static void passScenarios(Path war, String server) {
        try (RunningParley parley = RunningParley.start(
                war, "--server", server, "--tls-cert", SERVERS.pem().toString(), "--tls-key", SERVERS.keyPem().toString())) {
            ProcessBuilder node = new ProcessBuilder("node", "--test", "matrix.test.mjs");
            node.environment()
                    .putAll(Map.of(
                            "NODE_EXTRA_CA_CERTS", SERVERS.pem().toString(),
                            "PARLEY_URL", parley.address().toString().replaceFirst("/$", ""),
                            "PARLEY_DEADLINE_MS", "15000",
                            "PARLEY_CLIENTS", "4.8"));
            String report = NpmClients.run(node);
            assertTrue(report.contains("# fail 0"), report);
        } catch (Exception e) {
            throw new IllegalStateException(server, e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_reads_late_misses_nothing(Way way) throws Exception {
        RunningParley parley = generous(way);
        try (RawClient late = SERVERS.webSocket(parley, "echo");
                RawClient other = SERVERS.webSocket(parley, "echo")) {
            byte[] message = new byte[LARGE];
            new Random(1).nextBytes(message);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 4; i++) {
                            send(late, message);
                        }
                    },
                    work -> new Thread(work).start());
            other.sendText("meanwhile");
            assertEquals("meanwhile", other.read().text());
            for (int i = 0; i < 4; i++) {
                assertArrayEquals(message, read(late));
            }
            sending.get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_page_of_ours_opens_a_websocket_and_a_foreign_one_does_not(Way way) throws Exception {
        RunningParley parley = talkative(way);
        String own = parley.address().toString().replaceFirst("/$", "");
        try (RawClient client = ofPage(parley, own)) {
            assertTrue(client.head().contains(" 101 "), client.head());
        }
        IOException refused = assertThrows(IOException.class, () -> ofPage(parley, "https://example.org"));
        assertTrue(refused.getMessage().contains(" 403 "), refused.getMessage());
    }

    private static RawClient ofPage(RunningParley parley, String origin) throws IOException {
        return new RawClient(
                SERVERS.believing().getSocketFactory().createSocket(), parley.webSocket("ws"), "Origin: " + origin);
    }

    @ParameterizedTest
    @EnumSource
    void a_close_is_answered_and_the_connection_ends(Way way) throws Exception {
        RunningParley parley = generous(way);
        try (RawClient client = SERVERS.webSocket(parley, "echo")) {
            client.sendText("well?");
            assertEquals("well?", client.read().text());
            client.send(true, RawClient.CLOSE, new byte[] {0x03, (byte) 0xE8});
            assertEquals(1000, client.read(RawClient.CLOSE).closeCode());
            client.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_goes_without_a_word_is_missed(Way way) throws Exception {
        try (RunningParley parley = SERVERS.start(way)) { // nobody else is counted
            HttpClient client = SERVERS.client(Version.HTTP_2);
            URI count = parley.address().resolve("clients-count");
            SSLSocket socket = (SSLSocket) SERVERS.believing().getSocketFactory().createSocket();
            try (RawClient leaving = new RawClient(socket, parley.webSocket("ws"))) {
                leaving.read();
                assertEquals("{\"count\":1}", client.send(TlsServers.request(count).build(), BodyHandlers.ofString()).body());
                socket.shutdownOutput(); // says that nothing comes any more, and goes on reading
                leaving.awaitEnd();
            }
            long end = System.nanoTime() + TlsServers.PATIENCE.toNanos();
            String body = "";
            while (!body.equals("{\"count\":0}")) {
                assertTrue(System.nanoTime() < end, body);
                body = client.send(TlsServers.request(count).build(), BodyHandlers.ofString()).body();
            }
        }
    }
}
