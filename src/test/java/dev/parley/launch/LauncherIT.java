package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar parley.war} as a user meets it. */
class LauncherIT {

    private record Outcome(int exitCode, String output, String errors) {}

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void the_page_is_below_the_printed_address(String server) throws Exception {
        try (var parley = RunningParley.start("--server", server, "--context-path", "/a/b")) {
            assertTrue(parley.address().getPath().endsWith("/a/b/"));
            assertEquals(200, get(parley.address()).statusCode());
            assertEquals("", parley.errors());
        }
    }

    @ParameterizedTest
    @CsvSource({"undertow, 404", "tomcat, 403"})
    void the_launcher_cannot_be_downloaded(String server, int status) throws Exception {
        try (var parley = RunningParley.start("--server", server)) {
            URI launcher = parley.address().resolve("org/springframework/boot/loader/launch/WarLauncher.class");
            assertEquals(status, get(launcher).statusCode());
            assertHarmless(get(launcher));
            URI main = parley.address().resolve("WEB-INF/classes/dev/parley/launch/Main.class");
            assertEquals(404, get(main).statusCode());
            assertHarmless(get(main));
            assertHarmless(get(parley.address().resolve("a%2Fb"))); // a bad address to some servers
        }
    }

    /** A page about an error, also one of the server's own, is shown in no frame, loads nothing and does not say what serves it. */
    private static void assertHarmless(HttpResponse<String> answer) {
        boolean isEmpty = answer.body().isEmpty();
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(isEmpty || policy.contains("frame-ancestors 'none'"), answer.headers()::toString);
        assertTrue(isEmpty || answer.headers().firstValue("X-Content-Type-Options").isPresent(), answer.headers()::toString);
        assertFalse(answer.body().contains("Tomcat") || answer.body().contains("Undertow"), answer::body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void why_a_request_has_failed_is_in_the_log_and_told_to_nobody(String server) throws Exception {
        Path war = FixtureWar.build(RunningParley.war(), directory.resolve("failing.war"), Map.of());
        try (var parley = RunningParley.start(war, "--server", server)) {
            HttpResponse<String> failed = get(parley.address().resolve("failing"));
            assertEquals(500, failed.statusCode());
            assertHarmless(failed);
            assertFalse(failed.body().contains("secret") || failed.body().contains("Exception"), failed::body);
            String log = parley.errors();
            assertTrue(log.contains("java.lang.IllegalStateException: the secret reason"), log);
            assertTrue(log.contains("at dev.parley.fixture.FixtureApplication$Failing.doGet"), log);
        }
    }

    @ParameterizedTest
    @CsvSource({"undertow, false", "tomcat, true"})
    void polls_of_a_session_pass_the_servlets_only_where_they_must(String server, boolean passes) throws Exception {
        try (var parley = RunningParley.start("--server", server)) {
            URI engine = parley.address().resolve("socket.io/?EIO=4&transport=polling");
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            HttpResponse<String> handshake = client.send(HttpRequest.newBuilder(engine).build(), BodyHandlers.ofString());
            String sid = handshake.body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
            URI session = URI.create(engine + "&sid=" + sid);
            HttpRequest enters = HttpRequest.newBuilder(session).POST(BodyPublishers.ofString("40")).build();
            assertEquals("ok", client.send(enters, BodyHandlers.ofString()).body());
            HttpResponse<Void> poll = client.send(HttpRequest.newBuilder(session).build(), BodyHandlers.discarding());
            assertEquals(200, poll.statusCode());
            // which the filter of pages adds
            assertTrue(handshake.headers().firstValue("Content-Security-Policy").isPresent());
            assertEquals(passes, poll.headers().firstValue("Content-Security-Policy").isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void whoever_polls_keeps_the_connection(String server) throws Exception {
        try (var parley = RunningParley.start("--server", server);
                Socket connection = new Socket(parley.address().getHost(), parley.address().getPort())) {
            byte[] ask = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            BufferedReader answers = new BufferedReader(
                    new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 150; i++) { // Tomcat closes after 100 unless it is told not to
                connection.getOutputStream().write(ask);
                assertTrue(answers.readLine().startsWith("HTTP/1.1 200 "));
                String header = answers.readLine();
                while (!header.isEmpty()) {
                    header = answers.readLine();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void the_way_to_the_war_may_hold_blanks(String server) throws Exception {
        Path war = Files.createDirectories(directory.resolve("two words #1+2")).resolve("parley.war");
        Files.copy(RunningParley.war(), war);
        try (var parley = RunningParley.start(war, "--server", server)) {
            assertEquals(200, get(parley.address().resolve("clients-count")).statusCode());
            assertEquals("", parley.errors());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to stop there")
    void stopping_says_goodbye_to_clients_and_leaves_no_files(String server) throws Exception {
        var farewell = new Farewell();
        try (var parley = RunningParley.start("--server", server)) {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(parley.webSocket("echo"), farewell)
                    .thenCompose(socket -> socket.sendText("well?", true))
                    .get(10, TimeUnit.SECONDS);
            assertEquals("well?", farewell.echo.get(10, TimeUnit.SECONDS));
            assertEquals(128 + 15, parley.stop());
            assertEquals("1001 server shutting down", farewell.close.get(10, TimeUnit.SECONDS));
            try (Stream<Path> left = Files.list(parley.temporary())) {
                assertEquals(List.of(), left.filter(file -> file.getFileName().toString().startsWith("parley")).toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void a_port_in_use_is_one_line_and_exit_code_1(String server) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            int port = taken.getLocalPort();
            assertEquals(
                    new Outcome(1, "", "parley: port " + port + " is in use on localhost, choose another with --port\n"),
                    run("--server", server, "--port", Integer.toString(port)));
        }
    }

    @Test
    void who_announces_a_body_and_sends_none_holds_no_thread_for_long() throws Exception {
        try (var parley = RunningParley.start()) {
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 250; i++) { // more than there are threads
                Socket socket = new Socket(parley.address().getHost(), parley.address().getPort());
                silent.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals(200, get(parley.address()).statusCode());
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void a_page_is_compressed_and_asked_for_again_by_its_version() throws Exception {
        try (var parley = RunningParley.start("--context-path", "/a")) {
            HttpResponse<String> page = get(parley.address(), "Accept-Encoding", "gzip");
            assertEquals("gzip", page.headers().firstValue("Content-Encoding").orElse(""));
            assertEquals("Accept-Encoding", page.headers().firstValue("Vary").orElse(""));
            String tag = page.headers().firstValue("ETag").orElseThrow();
            String date = page.headers().firstValue("Last-Modified").orElseThrow();
            assertEquals(304, get(parley.address(), "If-None-Match", tag).statusCode());
            assertEquals(304, get(parley.address(), "If-Modified-Since", date).statusCode());
            assertEquals(200, get(parley.address(), "If-None-Match", "W/\"1\"", "If-Modified-Since", date).statusCode());
            HttpResponse<String> part = get(parley.address(), "Accept-Encoding", "gzip", "Range", "bytes=0-999");
            assertEquals(206, part.statusCode());
            assertEquals("", part.headers().firstValue("Content-Encoding").orElse(""));
            HttpResponse<String> folder = get(URI.create(parley.address().toString().replaceFirst("/$", "?b=c")));
            assertEquals("/a/?b=c", folder.headers().firstValue("Location").orElse(""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void the_head_of_a_request_may_be_as_large_as_is_said_and_not_a_byte_larger(String server) throws Exception {
        try (var parley = RunningParley.start("--server", server, "--set", "parley.http.max-head-bytes=2000")) {
            assertEquals("HTTP/1.1 200", status(parley.address(), 2_000));
            assertEquals("HTTP/1.1 400", status(parley.address(), 2_001));
        }
        Outcome refused = run("--server", server, "--port", "0", "--set", "parley.http.max-head-bytes=999");
        assertEquals(
                "parley: parley.http.max-head-bytes must be a whole number from 1000 to 1000000, was '999' (system property)\n",
                refused.errors());
    }

    /** What a request is answered whose head has so many bytes. */
    private static String status(URI address, int bytes) throws IOException {
        String begin = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: ";
        String head = begin + "x".repeat(bytes - begin.length() - 4) + "\r\n\r\n";
        try (Socket connection = new Socket(address.getHost(), address.getPort())) {
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(connection.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void the_head_of_a_request_is_waited_for_as_long_as_is_said_and_no_longer(String server) throws Exception {
        Duration timeout = Duration.ofSeconds(6);
        try (var parley = RunningParley.start("--server", server, "--set", "parley.http.head-timeout=6s");
                Socket silent = new Socket(parley.address().getHost(), parley.address().getPort());
                Socket late = new Socket(parley.address().getHost(), parley.address().getPort())) {
            long began = System.nanoTime();
            begin(silent);
            begin(late);
            late.setSoTimeout(1_000); // which leaves five seconds for a machine that is busy
            assertThrows(SocketTimeoutException.class, () -> late.getInputStream().read());
            late.setSoTimeout(18_000);
            late.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200", new String(late.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            silent.setSoTimeout(15_000); // before the 20 s that it is by default
            assertEquals("", new String(silent.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.compareTo(timeout) >= 0, () -> "waited for " + took);
        }
        Outcome refused = run("--server", server, "--port", "0", "--set", "parley.http.head-timeout=9ms");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.errors().startsWith("parley: parley.http.head-timeout must be "), refused.errors());
    }

    /** Sends a head but for its end. */
    private static void begin(Socket connection) throws IOException {
        connection.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void an_unknown_host_is_one_line_and_exit_code_1() throws Exception {
        assertEquals(
                new Outcome(
                        1, "", "parley: --host must be a name or an address of this machine, nobody knows no.invalid\n"),
                run("--host", "no.invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void an_application_that_refuses_to_start_is_one_line_and_exit_code_1(String server) throws Exception {
        Outcome outcome = run("--server", server, "--port", "0", "--set", "parley.message.max-bytes=plenty");
        assertEquals(1, outcome.exitCode());
        assertEquals("", outcome.output());
        assertTrue(outcome.errors().contains("parley.message.max-bytes must be"), outcome.errors());
        assertEquals(1, outcome.errors().lines().count(), outcome.errors());
    }

    @Test
    void a_bad_option_is_one_line_and_exit_code_2() throws Exception {
        assertEquals(
                new Outcome(2, "", "parley: there is no option --colour (--help lists the options)\n"),
                run("--colour"));
    }

    @Test
    void help_and_version_start_nothing() throws Exception {
        assertEquals(new Outcome(0, CommandLine.HELP, ""), run("--help"));
        assertTrue(run("--version").output().matches("Parley \\d+\\.\\d+\\.\\d+\\S*\\R"));
    }

    /** Runs until it ends by itself. */
    private Outcome run(String... options) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        List<String> command = RunningParley.command(RunningParley.war(), directory);
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            return new Outcome(process.exitValue(), text, Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }

    private static HttpResponse<String> get(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** Remembers how the server took its leave. */
    private static final class Farewell implements WebSocket.Listener {
        private final CompletableFuture<String> echo = new CompletableFuture<>();
        private final CompletableFuture<String> close = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            echo.complete(data.toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            close.complete(statusCode + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            close.completeExceptionally(error);
        }
    }
}
