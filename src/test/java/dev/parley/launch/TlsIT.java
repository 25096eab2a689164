package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.NpmClients;
import dev.parley.it.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar} with a certificate, on either server. */
class TlsIT {
    private static final int LARGE = 900_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path shared;

    private static final Map<List<String>, RunningParley> SHARED = new HashMap<>();

    private static Certificate first;
    private static Path firstPem; // written once: whoever serves it would take it for another
    private static Path firstKeyPem;
    private static Certificate second;
    private static SSLContext believing;

    @TempDir
    private Path folder;

    @BeforeAll
    static void make() throws Exception {
        first = Certificate.rsa(shared.resolve("first"), "first");
        firstPem = first.pem();
        firstKeyPem = first.keyPem();
        second = Certificate.ec(shared.resolve("second"), "second");
        believing = Certificate.believing(first, second);
    }

    @AfterAll
    static void closeShared() {
        SHARED.values().forEach(RunningParley::close);
        SHARED.clear();
    }

    /** Each way in which connections are served. */
    enum Way {
        TOMCAT("tomcat", "workers"),
        UNDERTOW("undertow", "workers"),
        UNDERTOW_IO("undertow", "io");

        private final String server;
        private final String threads;

        Way(String server, String threads) {
            this.server = server;
            this.threads = threads;
        }

        /** One for all tests that want the same, which goes on until the last of them is over. */
        RunningParley shared(String... more) throws Exception {
            List<String> wanted = new ArrayList<>(List.of(name()));
            wanted.addAll(List.of(more));
            RunningParley known = SHARED.get(wanted);
            if (known == null) {
                known = start(more);
                SHARED.put(wanted, known);
            }
            return known;
        }

        RunningParley start(String... more) throws Exception {
            List<String> all = new ArrayList<>(List.of(
                    "--server", server, "--set", "parley.websocket.threads=" + threads,
                    "--tls-cert", firstPem.toString(), "--tls-key", firstKeyPem.toString()));
            all.addAll(List.of(more));
            return RunningParley.start(all.toArray(String[]::new));
        }
    }

    private static HttpClient client(Version version) {
        return HttpClient.newBuilder().sslContext(believing).version(version).build();
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    private static RawClient webSocket(RunningParley parley, String path) throws IOException {
        return new RawClient(believing.getSocketFactory().createSocket(), parley.webSocket(path));
    }

    private static SSLSocket connect(RunningParley parley) throws IOException {
        SSLSocket socket = (SSLSocket) believing.getSocketFactory()
                .createSocket(parley.address().getHost(), parley.address().getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static X509Certificate shown(RunningParley parley) throws IOException {
        try (SSLSocket socket = connect(parley)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @ParameterizedTest
    @CsvSource({"undertow, HTTP_2", "undertow, HTTP_1_1", "tomcat, HTTP_2", "tomcat, HTTP_1_1"})
    void the_page_comes_by_the_version_that_the_client_wants(String server, Version version) throws Exception {
        RunningParley parley = Way.valueOf(server.toUpperCase(Locale.ROOT)).shared();
        assertEquals("https", parley.address().getScheme());
        HttpResponse<String> page = client(version).send(request(parley.address()).build(), BodyHandlers.ofString());
        assertEquals(200, page.statusCode());
        assertEquals(version, page.version());
        assertTrue(page.body().contains("<title>"), page.body());
        assertEquals("", parley.errors());
    }

    @ParameterizedTest
    @CsvSource({"undertow, PKCS12", "undertow, JKS", "tomcat, PKCS12", "tomcat, JKS"})
    void a_keystore_is_as_good(String server, String type) throws Exception {
        Certificate stored = Certificate.make(folder, "stored", "-keyalg", "EC", "-groupname", "secp256r1", "-storetype", type);
        try (RunningParley parley = RunningParley.start(
                "--server", server,
                "--tls-keystore", stored.keystore().toString(), "--tls-password-file", stored.password().toString())) {
            HttpClient client = HttpClient.newBuilder().sslContext(Certificate.believing(stored)).build();
            HttpResponse<Void> page = client.send(request(parley.address()).build(), BodyHandlers.discarding());
            assertEquals(200, page.statusCode());
            assertEquals("", parley.errors());
        }
    }

    @ParameterizedTest
    @MethodSource("waysAndVersions")
    void a_session_polls(Way way, Version version) throws Exception {
        RunningParley parley = way.shared("--set", "parley.chat.text-max=" + LARGE, "--set", "parley.heartbeat.interval=3s");
        HttpClient client = client(version);
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
        RunningParley parley = way.shared();
        HttpClient client = client(Version.HTTP_2);
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
            String opened = client.send(request(engine).build(), BodyHandlers.ofString()).body();
            address = URI.create(engine + "&sid=" + opened.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1"));
        }

        void post(String packets) throws Exception {
            HttpResponse<String> answer = client.send(
                    request(address).POST(BodyPublishers.ofString(packets)).build(), BodyHandlers.ofString());
            assertEquals("200 ok " + version, answer.statusCode() + " " + answer.body() + " " + answer.version());
        }

        CompletableFuture<HttpResponse<String>> response() {
            return client.sendAsync(request(address).build(), BodyHandlers.ofString());
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
        RunningParley parley = way.shared("--set", "parley.outbox.max-bytes=100000000", "--set", "parley.heartbeat.interval=1h");
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
        try (RawClient client = webSocket(parley, "echo")) {
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
            frame = client.read();
            assertTrue(frame.opcode() <= RawClient.BINARY, "opcode " + frame.opcode() + ": " + frame.text());
            message.put(frame.payload());
        } while (!frame.isLast());
        return Arrays.copyOf(message.array(), message.position());
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void socket_io_s_own_client_passes_every_scenario(String server) throws Exception {
        Path war = FixtureWar.build(RunningParley.war(), folder.resolve("fixture.war"), Map.of());
        try (RunningParley parley = RunningParley.start(
                war, "--server", server, "--tls-cert", firstPem.toString(), "--tls-key", firstKeyPem.toString())) {
            NpmClients.install();
            ProcessBuilder node = new ProcessBuilder("node", "--test", "matrix.test.mjs");
            node.environment()
                    .putAll(Map.of(
                            "NODE_EXTRA_CA_CERTS", firstPem.toString(),
                            "PARLEY_URL", parley.address().toString().replaceFirst("/$", ""),
                            "PARLEY_DEADLINE_MS", "15000",
                            "PARLEY_CLIENTS", "4.8"));
            String report = NpmClients.run(node);
            assertTrue(report.contains("# fail 0"), report);
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_reads_late_misses_nothing(Way way) throws Exception {
        RunningParley parley = way.shared();
        try (RawClient late = webSocket(parley, "echo");
                RawClient other = webSocket(parley, "echo")) {
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
    void a_close_is_answered_and_the_connection_ends(Way way) throws Exception {
        RunningParley parley = way.shared();
        try (RawClient client = webSocket(parley, "echo")) {
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
        try (RunningParley parley = way.start()) { // nobody else is counted
            HttpClient client = client(Version.HTTP_2);
            URI count = parley.address().resolve("clients-count");
            SSLSocket socket = (SSLSocket) believing.getSocketFactory().createSocket();
            try (RawClient leaving = new RawClient(socket, parley.webSocket("ws"))) {
                leaving.read();
                assertEquals("{\"count\":1}", client.send(request(count).build(), BodyHandlers.ofString()).body());
                socket.shutdownOutput(); // says that nothing comes any more, and goes on reading
                leaving.awaitEnd();
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            String body = "";
            while (!body.equals("{\"count\":0}")) {
                assertTrue(System.nanoTime() < end, body);
                body = client.send(request(count).build(), BodyHandlers.ofString()).body();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void a_new_certificate_is_shown_to_who_comes_next_and_disturbs_nobody(String server) throws Exception {
        Path certificates = Files.copy(firstPem, folder.resolve("cert.pem"));
        Path key = Files.copy(firstKeyPem, folder.resolve("key.pem"));
        try (RunningParley parley = RunningParley.start(
                        "--server", server, "--tls-cert", certificates.toString(), "--tls-key", key.toString());
                RawClient old = webSocket(parley, "echo")) {
            assertEquals(first.certificate(), shown(parley));
            Files.writeString(certificates, "half a");
            awaitError(parley, "the certificate stays as it was: --tls-cert must hold certificates");
            assertEquals(first.certificate(), shown(parley));
            Files.copy(second.pem(), certificates, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.keyPem(), key, StandardCopyOption.REPLACE_EXISTING);
            awaitError(parley, "a new certificate is used: CN=second");
            assertEquals(second.certificate(), shown(parley));
            old.sendText("still here");
            assertEquals("still here", old.read().text());
            assertEquals(2, parley.errors().lines().count(), parley.errors());
        }
    }

    private static void awaitError(RunningParley parley, String part) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!parley.errors().contains(part)) {
            assertTrue(System.nanoTime() < end, parley.errors());
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void what_is_not_tls_or_too_old_is_turned_away(String server) throws Exception {
        RunningParley parley = Way.valueOf(server.toUpperCase(Locale.ROOT)).shared();
        byte[] answer = ask(parley, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertTrue(!new String(answer, StandardCharsets.ISO_8859_1).contains("200"));
        // the hello of a client that knows TLS 1.1 and nothing newer
        String hello = "0302" + "00".repeat(32) + "00" + "0004" + "c013002f" + "0100";
        String record = "160301002f" + "0100002b" + hello;
        assertEquals("15030", HexFormat.of().formatHex(ask(parley, HexFormat.of().parseHex(record))).substring(0, 5));
        assertEquals(200, client(Version.HTTP_2).send(request(parley.address()).build(), BodyHandlers.discarding()).statusCode());
        assertEquals("", parley.errors());
    }

    /** All that comes until the server ends the connection, which it does. */
    private static byte[] ask(RunningParley parley, byte[] request) throws IOException {
        try (Socket socket = new Socket(parley.address().getHost(), parley.address().getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request);
            InputStream answer = socket.getInputStream();
            return answer.readAllBytes();
        }
    }

    @Test
    void who_begins_no_handshake_is_not_waited_for() throws Exception {
        try (RunningParley parley = Way.UNDERTOW.start();
                Socket silent = new Socket(parley.address().getHost(), parley.address().getPort())) {
            silent.setSoTimeout((int) PATIENCE.toMillis());
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void a_certificate_that_has_expired_is_told_and_served() throws Exception {
        Certificate expired = Certificate.make(
                folder, "expired", "-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-10d", "-validity", "5");
        try (RunningParley parley = RunningParley.start(
                "--tls-cert", expired.pem().toString(), "--tls-key", expired.keyPem().toString())) {
            assertTrue(parley.errors().contains("the certificate of CN=expired has expired on "), parley.errors());
            assertEquals(1, parley.errors().lines().count(), parley.errors());
        }
    }
}
