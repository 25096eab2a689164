package dev.parley.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.it.NpmClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Serves the published pages of two chat examples as they are, but for the addresses in them. They are not part of this
 * project: {@code PARLEY_PUBLISHED_PAGES} in the environment names a folder with a copy of {@code s/websocket-chat} of MDN's
 * {@code samples-server} (CC0) as {@code mdn}, and of {@code examples/chat/public} of {@code socketio/socket.io} (MIT) as
 * {@code socketio}. jQuery comes from the npm registry. Their origin is another than Parley's.
 */
final class PublishedPages implements AutoCloseable {
    private final Path folder;
    private final URI server;
    private final String namespace;
    private final HttpServer http;

    /** @param server Parley's address, ending in a slash */
    PublishedPages(URI server, String namespace) throws IOException {
        String named = System.getenv("PARLEY_PUBLISHED_PAGES");
        Objects.requireNonNull(named, "PARLEY_PUBLISHED_PAGES must name a folder with the pages of MDN and of Socket.IO");
        this.folder = Path.of(named);
        this.server = server;
        this.namespace = namespace;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    /** @param path {@code mdn/} or {@code socketio/} */
    URI page(String path) {
        return URI.create("http://localhost:" + http.getAddress().getPort() + "/" + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            Path file = folder.resolve(path.endsWith("/") ? path + "index.html" : path).normalize();
            if (path.equals("jquery.js")) {
                file = NpmClients.install().resolve("node_modules/jquery/dist/jquery.js");
            } else if (path.equals("main.js")) { // Socket.IO's page asks for it at the root
                file = folder.resolve("socketio/main.js");
            }
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = addressed(Files.readString(file)).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type(file.toString()));
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** The only change: where the server is, and where jQuery is. */
    private String addressed(String content) {
        return content.replace("\":6502\"", "\":" + server.getPort() + "/ws" + namespace + "\"")
                .replace("= io();", "= io('" + server.resolve(namespace) + "');")
                .replace("\"/socket.io/socket.io.js\"", "\"" + server.resolve("socket.io/socket.io.js") + "\"")
                .replace("https://code.jquery.com/jquery-1.10.2.min.js", "/jquery.js");
    }

    private static String type(String file) {
        if (file.endsWith(".html")) {
            return "text/html";
        }
        return file.endsWith(".css") ? "text/css" : "text/javascript";
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
