package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.CountingFilter;
import io.undertow.Undertow;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Polls on a real Undertow, beside and through the servlets. */
class UndertowPollsTest {
    private static final String PATH = "/socket.io/?EIO=4&transport=polling";

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch gone = new CountDownLatch(1);
    private Undertow undertow;
    private DeploymentManager deployment;
    private String sid;

    /** What the server is to tell of itself. */
    private final class Listener implements ServletContextListener {
        private final Consumer<Parley> more;

        Listener(Consumer<Parley> more) {
            this.more = more;
        }

        @Override
        public void contextInitialized(ServletContextEvent event) {
            Parley parley = Parley.of(event.getServletContext());
            parley.io().onConnection(socket -> {
                socket.on("by", (arguments, ack) -> ack.send(Map.of("servlet", isServletCalling(), "thread", Thread.currentThread().getName())));
                socket.on("large", (arguments, ack) -> socket.emit("large", "x".repeat(8_000_000)));
                socket.on("echo", (arguments, ack) -> socket.emit("echo", arguments.get(0)));
                socket.onDisconnect(reason -> gone.countDown());
            });
            more.accept(parley);
        }
    }

    private static boolean isServletCalling() {
        return Arrays.stream(Thread.currentThread().getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("io.undertow.servlet."));
    }

    private void start(Map<String, String> settings, Consumer<DeploymentInfo> more, Consumer<Parley> application) throws ServletException {
        DeploymentInfo described = Servlets.deployment()
                .setClassLoader(UndertowPollsTest.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("parley")
                .addListener(Servlets.listener(Listener.class, new ImmediateInstanceFactory<>(new Listener(application))));
        settings.forEach(described::addInitParameter);
        more.accept(described);
        deployment = Servlets.newContainer().addDeployment(described);
        deployment.deploy();
        HttpHandler servlets = deployment.start();
        HandlerWrapper shortcut = (HandlerWrapper)
                deployment.getDeployment().getServletContext().getAttribute(HandlerWrapper.class.getName());
        undertow = Undertow.builder()
                .addHttpListener(0, "localhost", shortcut.wrap(servlets))
                .build();
        undertow.start();
    }

    private void start() throws ServletException {
        start(Map.of(), described -> {}, parley -> {});
    }

    @Test
    void who_asks_faster_than_an_address_may_waits_and_others_do_not() throws Exception {
        start(Map.of("parley.proxies", "127.0.0.0/8, ::1", "parley.pace.per-address", "2"), described -> {}, parley -> {});
        long begin = System.nanoTime();
        for (int i = 0; i < 4; i++) { // two at once; the third waits for half a second, and the fourth for another
            assertEquals(200, send(request().header("X-Forwarded-For", "192.0.2.1")).statusCode());
        }
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(900).toNanos());
        assertEquals(200, send(request().header("X-Forwarded-For", "192.0.2.2")).statusCode());
    }

    @Test
    void a_websocket_counts_as_ten_before_it_is_let_in() throws Exception {
        start(Map.of("parley.proxies", "127.0.0.0/8, ::1", "parley.pace.per-address", "20"), described -> {}, parley -> {});
        long begin = System.nanoTime();
        for (int i = 0; i < 3; i++) { // two at once; the third waits for half a second
            send(request().header("X-Forwarded-For", "192.0.2.1").header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        }
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(400).toNanos());
    }

    @Test
    void what_a_proxy_of_this_host_passes_on_is_one_address_unless_it_is_named() throws Exception {
        Logger log = Logger.getLogger(UnnamedProxy.class.getName());
        List<String> told = new ArrayList<>();
        Filter listening = entry -> told.add(entry.getMessage());
        log.setFilter(listening);
        start(
                Map.of("parley.connections.max-per-address", "2", "parley.pace.per-address", "2"),
                described -> {},
                parley -> {});
        long begin = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            assertEquals(200, send(request()).statusCode());
        }
        assertEquals(List.of(), told);
        assertEquals(200, send(request().header("X-Forwarded-For", "192.0.2.1")).statusCode());
        assertEquals(200, send(request().header("X-Real-IP", "192.0.2.2")).statusCode());
        HttpResponse<String> refused = send(request().header("Via", "1.1 proxy")); // waits for its turn, half a second
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(400).toNanos());
        assertEquals(429, refused.statusCode());
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("parley.proxies"), told.get(0));
        log.setFilter(null);
    }

    @AfterEach
    void stop() throws ServletException {
        deployment.stop();
        deployment.undeploy();
        undertow.stop();
    }

    private int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + PATH + (sid == null ? "" : "&sid=" + sid)));
    }

    private String poll() throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private void post(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request().POST(BodyPublishers.ofString(body)));
        assertEquals("200 ok", answer.statusCode() + " " + answer.body());
    }

    private void connect() throws IOException, InterruptedException {
        sid = poll().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
        post("40");
        assertTrue(poll().startsWith("40"));
    }

    /** By one write of head and body, as JavaScript's clients and browsers send what is small. */
    private String whoCalls(String... headers) throws IOException, InterruptedException {
        try (Socket socket = new Socket("localhost", port())) {
            write(socket, posted("421[\"by\"]", headers));
            read(socket, "ok");
        }
        return poll();
    }

    @Test
    void polls_do_not_pass_the_servlets() throws Exception {
        start();
        connect();
        String who = whoCalls();
        assertTrue(who.startsWith("431[{") && who.contains("\"servlet\":false"), who);
        assertFalse(who.contains("I/O"), who);
    }

    @Test
    void threads_that_wait_for_all_tell_listeners_only_where_the_application_wants_it() throws Exception {
        start(Map.of("parley.websocket.threads", "io"), described -> {}, parley -> {});
        connect();
        String who = whoCalls();
        assertTrue(who.contains("I/O"), who);
    }

    @Test
    void polls_pass_the_filters_of_the_application() throws Exception {
        start(Map.of(), described -> described
                .addFilter(Servlets.filter("counting", CountingFilter.class).setAsyncSupported(true))
                .addFilterUrlMapping("counting", "/socket.io/*", DispatcherType.REQUEST), parley -> {});
        CountingFilter.COUNT.set(0);
        connect();
        String who = whoCalls();
        assertTrue(who.contains("\"servlet\":true"), who);
        assertEquals(5, CountingFilter.COUNT.get());
    }

    @Test
    void who_has_a_session_of_the_container_keeps_it_alive() throws Exception {
        start();
        connect();
        assertTrue(whoCalls("Cookie: a=b; JSESSIONID=x").contains("\"servlet\":true"));
        assertTrue(whoCalls("Cookie: a=b").contains("\"servlet\":false"));
    }

    @Test
    void answers_have_the_headers_of_the_application() throws Exception {
        start(Map.of(), described -> {}, parley -> parley.engine().onHeaders((request, headers) ->
                headers.put("X-Peer", request.facts().get().remoteAddress())));
        connect();
        String who = whoCalls();
        assertTrue(who.contains("\"servlet\":true"), who);
        post("42[\"echo\",\"x\"]");
        assertEquals("127.0.0.1", send(request()).headers().firstValue("X-Peer").orElse(""));
    }

    @Test
    void pages_of_other_origins_are_told_what_they_may() throws Exception {
        start(Map.of("parley.origins", "https://a.example"), described -> {}, parley -> {});
        connect();
        post("42[\"echo\",\"x\"]");
        HttpResponse<String> answer = send(request().header("Origin", "https://a.example"));
        assertEquals("42[\"echo\",\"x\"]", answer.body());
        assertEquals("https://a.example", answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(403, send(request().header("Origin", "https://b.example")).statusCode());
    }

    @Test
    void a_poll_waits_for_what_there_is_to_say() throws Exception {
        start();
        connect();
        var held = client.sendAsync(request().build(), BodyHandlers.ofString());
        post("42[\"echo\",\"later\"]");
        assertEquals("42[\"echo\",\"later\"]", held.get().body());
    }

    @Test
    void a_second_poll_ends_the_session() throws Exception {
        start();
        connect();
        var held = client.sendAsync(request().build(), BodyHandlers.ofString());
        // whichever comes first is held
        assertEquals(400, send(request()).statusCode() + held.get().statusCode() - 200);
        assertEquals(400, send(request()).statusCode());
    }

    @Test
    void requests_on_one_connection_stay_in_step() throws Exception {
        start();
        connect();
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (Socket socket = new Socket("localhost", port())) {
                write(socket, posted("42[\"echo\",\"a\"]"));
                assertTrue(read(socket, "ok").startsWith("HTTP/1.1 200 "));
                write(socket, head("GET", "") + posted("42[\"echo\",\"b\"]") + head("GET", ""));
                assertTrue(read(socket, "\"a\"]").contains("42[\"echo\""));
                read(socket, "ok");
                read(socket, "\"b\"]");
                // the body comes alone, as from some clients
                URI anotherSession = URI.create("http://localhost:" + port() + PATH);
                String late = posted("42[\"echo\",\"c\"]");
                write(socket, late.substring(0, late.indexOf("42[")));
                client.send(HttpRequest.newBuilder(anotherSession).build(), BodyHandlers.discarding()); // meanwhile
                write(socket, late.substring(late.indexOf("42[")));
                read(socket, "ok");
                write(socket, head("GET", ""));
                read(socket, "\"c\"]");
            }
        });
    }

    @Test
    void what_is_large_comes_whole_to_who_reads_slowly() throws Exception {
        start();
        connect();
        post("42[\"large\"]");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(4_096);
                socket.connect(new InetSocketAddress("localhost", port()));
                write(socket, head("GET", ""));
                assertTrue(read(socket, "xx\"]").length() > 8_000_000);
                post("42[\"echo\",\"after\"]");
                write(socket, head("GET", ""));
                read(socket, "\"after\"]");
            }
        });
    }

    @Test
    void who_does_not_read_is_given_up() throws Exception {
        start(Map.of("parley.outbox.write-timeout", "200ms"), described -> {}, parley -> {});
        connect();
        post("42[\"large\"]");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try (Socket socket = new Socket()) {
                socket.setReceiveBufferSize(4_096);
                socket.connect(new InetSocketAddress("localhost", port()));
                write(socket, head("GET", ""));
                gone.await();
            }
        });
    }

    private String posted(String body, String... headers) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String more = String.join("", Stream.of(headers).map(header -> "\r\n" + header).toList());
        return head("POST", more + "\r\nContent-Type: text/plain\r\nContent-Length: " + length) + body;
    }

    private String head(String method, String more) {
        return method + " " + PATH + "&sid=" + sid + " HTTP/1.1\r\nHost: localhost:" + port() + more + "\r\n\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream output = socket.getOutputStream();
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    /** Reads until something comes, and not a byte more. */
    private static String read(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream input = socket.getInputStream();
        while (text.length() < end.length() || text.indexOf(end, text.length() - end.length()) < 0) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("the end after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
