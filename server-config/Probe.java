import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks a deployed Parley whether it is well; used by try-stock.sh and try-proxy.sh.
 *
 * <pre>
 * java Probe.java ports N                       prints N free ports
 * java Probe.java wait  http://…/parley/ [STATUS]
 *                                               until there is an answer with STATUS (200), 120 s at most
 * java Probe.java gone  http://…/parley/        the page is not there
 * java Probe.java check http://…/parley/ [LIMIT [CALLERS-STATUS]]
 *                                               page, echo, chat, Socket.IO; the largest message is LIMIT bytes;
 *                                               POST /client/x is answered with CALLERS-STATUS
 * java Probe.java proxied https://…/            page by HTTP/2, echo, chat, Socket.IO, event stream, files, origins, and
 *                                               the limit of connections for one address
 * </pre>
 */
final class Probe {
    private static final int PER_ADDRESS = 20; // as try-proxy.sh has it
    private static final int FILE_BYTES = 9_000_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final URI base;

    private Probe(URI base) {
        this.base = base;
    }

    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("ports")) {
            printFreePorts(Integer.parseInt(arguments[1]));
            return;
        }
        Probe probe = new Probe(URI.create(arguments[1]));
        switch (arguments[0]) {
            case "wait" -> probe.await(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200);
            case "gone" -> probe.expect("page after undeploying", 404, probe.get(""));
            case "check" -> {
                probe.checkPages();
                probe.checkEcho();
                probe.checkChat();
                probe.checkSocketIo();
                if (arguments.length > 2) {
                    probe.checkLimit(Integer.parseInt(arguments[2]));
                }
                if (arguments.length > 3) {
                    probe.expect("POST /client/x", Integer.parseInt(arguments[3]), probe.post("client/x", "{}"));
                }
            }
            case "proxied" -> {
                probe.checkVersion();
                probe.checkEcho();
                probe.checkChat();
                probe.checkSocketIo();
                probe.checkEventStream();
                probe.checkFiles();
                probe.checkOrigins();
                probe.checkAddress();
            }
            default -> throw new IllegalArgumentException("must be ports, wait, gone, check or proxied, was " + arguments[0]);
        }
    }

    /** All are held until all are known, so that they differ. */
    private static void printFreePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0));
        }
        for (ServerSocket socket : sockets) {
            System.out.println(socket.getLocalPort());
            socket.close();
        }
    }

    private void await(int expected) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        int status = 0;
        while (status != expected) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no " + expected + " within 120 s at " + base + ", but " + status);
            }
            try {
                status = get("");
            } catch (IOException notYet) {
                status = 0;
            }
            Thread.sleep(100);
        }
    }

    private void checkPages() throws Exception {
        expect("page", 200, get(""));
        expect("clients-count", 200, get("clients-count"));
        int launcher = get("org/springframework/boot/loader/launch/WarLauncher.class");
        expect("launcher is not served", true, Set.of(401, 403, 404).contains(launcher)); // 401: Payara over TLS
    }

    private void checkEcho() throws Exception {
        try (Client client = new Client("echo")) {
            client.send("Grüße, 你好, привет");
            expect("echo", "text Grüße, 你好, привет", client.next());
        }
    }

    private void checkChat() throws Exception {
        try (Client one = new Client("ws/probe"); Client two = new Client("ws/probe")) {
            one.send("{\"type\":\"username\",\"name\":\"Ann\"}");
            one.await("\"userlist\"");
            two.send("{\"type\":\"username\",\"name\":\"Bob\"}");
            two.await("\"userlist\"");
            one.send("{\"type\":\"message\",\"text\":\"hello Bob\"}");
            two.await("hello Bob");
            System.out.println("ok: chat");
        }
    }

    /** A client of Socket.IO 4 by hand: begins by polling and goes on over a WebSocket (Engine.IO 4, "Upgrade"). */
    private void checkSocketIo() throws Exception {
        expect("client bundle", 200, get("socket.io/socket.io.min.js"));
        String address = "socket.io/?EIO=4&transport=polling";
        String open = text(address);
        String sid = open.replaceFirst("(?s).*\"sid\":\"([^\"]+)\".*", "$1");
        expect("Socket.IO handshake", true, open.startsWith("0{"));
        expect("Socket.IO post", 200, post(address + "&sid=" + sid, "40"));
        expect("Socket.IO poll", true, text(address + "&sid=" + sid).startsWith("40{\"sid\""));
        try (Client socket = new Client("socket.io/?EIO=4&transport=websocket&sid=" + sid)) {
            socket.send("2probe");
            expect("Socket.IO probe", "text 3probe", socket.next());
            socket.send("5");
            socket.send("421[\"add user\",\"Eve\"]");
            socket.await("431[");
            System.out.println("ok: Socket.IO chat after the upgrade");
        }
    }

    private void checkVersion() throws Exception {
        HttpResponse<Void> page = HTTP.send(HttpRequest.newBuilder(base).build(), BodyHandlers.discarding());
        expect("page", "200 HTTP_2", page.statusCode() + " " + page.version());
    }

    /** The first event is there while the stream goes on. */
    private void checkEventStream() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("sse/probe")).build();
        HttpResponse<InputStream> stream = HTTP.send(request, BodyHandlers.ofInputStream());
        try (InputStream events = stream.body()) {
            byte[] first = new byte[6];
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try {
                    return events.readNBytes(first, 0, first.length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            expect("event stream", first.length, read.get(10, TimeUnit.SECONDS));
        }
    }

    /** Large ones by HTTP/2: one that is taken, and three that are refused on the same connection while they are being sent. */
    private void checkFiles() throws Exception {
        try (Client sender = new Client("ws/probe")) {
            sender.send("{\"type\":\"username\",\"name\":\"Ida\",\"key\":\"ida\"}");
            sender.await("\"userlist\"");
            expect("file", "201 HTTP_2", file("ida"));
        }
        for (int i = 1; i <= 3; i++) {
            expect("refused file " + i, "401 HTTP_2", file("nobody"));
        }
    }

    private String file(String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("api/files?namespace=/probe&name=a"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(new byte[FILE_BYTES]))
                .build();
        HttpResponse<Void> answer = HTTP.send(request, BodyHandlers.discarding());
        return answer.statusCode() + " " + answer.version();
    }

    /** A page of this host may open a session, and one of another may not. */
    private void checkOrigins() throws Exception {
        String own = base.resolve("/").toString().replaceFirst("/$", "");
        expect("own origin", 200, open(own));
        expect("foreign origin", 403, open("https://elsewhere.example"));
        new Client("echo", "Origin", own).close();
        System.out.println("ok: WebSocket of the own origin");
    }

    private int open(String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("socket.io/?EIO=4&transport=polling"))
                .header("Origin", origin)
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** Whoever speaks from this host has no such limit: so the proxy is believed when it says who does. */
    private void checkAddress() throws Exception {
        List<Client> open = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i <= PER_ADDRESS && refused == 0; i++) {
            try {
                open.add(new Client("echo"));
            } catch (ExecutionException e) {
                refused = ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
            }
        }
        open.forEach(Client::close);
        expect("one connection too many of an address", 429, refused);
    }

    private void checkLimit(int limit) throws Exception {
        try (Client client = new Client("echo")) {
            String fits = "x".repeat(limit);
            client.send(fits);
            expect("message of " + limit + " bytes", "text " + fits, client.next());
            client.send(fits + "x");
            expect("message of " + (limit + 1) + " bytes", "closed 1009", client.next());
        }
    }

    private int get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private String text(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private int post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).POST(BodyPublishers.ofString(body)).build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(what + ": expected " + shown(expected) + ", was " + shown(actual));
        }
        System.out.println("ok: " + what);
    }

    private static String shown(Object value) {
        String text = value.toString();
        return text.length() < 100 ? text : text.substring(0, 100) + "…";
    }

    /** One WebSocket; whole messages are queued as {@code text …}, the end as {@code closed CODE}. */
    private final class Client implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private final WebSocket socket;

        Client(String path, String... header) throws Exception {
            URI address = URI.create(base.resolve(path).toString().replaceFirst("^http", "ws"));
            WebSocket.Builder builder = HTTP.newWebSocketBuilder();
            if (header.length > 0) {
                builder.header(header[0], header[1]);
            }
            socket = builder.buildAsync(address, this).get(10, TimeUnit.SECONDS);
        }

        void send(String text) throws Exception {
            socket.sendText(text, true).get(10, TimeUnit.SECONDS);
        }

        String next() throws InterruptedException {
            String message = received.poll(10, TimeUnit.SECONDS);
            return message == null ? "silence for 10 s" : message;
        }

        void await(String part) throws InterruptedException {
            String message = next();
            while (!message.contains(part)) {
                if (!message.startsWith("text ")) {
                    throw new IllegalStateException("expected " + part + ", was " + message);
                }
                message = next();
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                received.add("text " + parts);
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            received.add("closed " + statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            received.add("broken " + error);
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
