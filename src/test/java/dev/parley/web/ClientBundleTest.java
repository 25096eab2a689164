package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientBundleTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/parley/web/client");
    private static final String TAG = '"' + ClientBundle.VERSION + '"';
    private static final List<String> SCRIPTS =
            List.of("socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js");

    private final FakeResponse response = new FakeResponse();

    @Test
    void the_files_are_the_ones_the_list_names_byte_for_byte() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        Pattern entry = Pattern.compile("(?m)^([0-9a-f]{64}) {2}(\\S+)$");
        Matcher line = entry.matcher(Files.readString(FOLDER.resolve("README.md")));
        while (line.find()) {
            listed.put(line.group(2), line.group(1));
        }
        Map<String, String> present = new TreeMap<>();
        for (String file : fileNames()) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(FOLDER.resolve(file)));
            present.put(file, HexFormat.of().formatHex(sum));
        }
        present.remove("README.md");
        assertEquals(present, listed);
    }

    @Test
    void the_version_is_the_one_of_the_list_and_of_every_script() throws Exception {
        assertTrue(Files.readString(FOLDER.resolve("README.md")).contains("| " + ClientBundle.VERSION + " |"));
        for (String script : SCRIPTS) {
            String start = Files.readString(FOLDER.resolve(script)).substring(0, 100);
            assertTrue(start.contains(" Socket.IO v" + ClientBundle.VERSION + "\n"), script + ": " + start);
        }
    }

    @Test
    void scripts_and_maps_are_found_and_nothing_else_of_their_folder() throws IOException {
        var found = new TreeSet<String>(fileNames());
        found.removeIf(file -> ClientBundle.find(file).isEmpty());
        var expected = new TreeSet<String>(SCRIPTS);
        SCRIPTS.forEach(script -> expected.add(script + ".map"));
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/socket.io.js", "Socket.IO.js", "socket.io.js.map.map", "../ClientBundle.class"})
    void nothing_has_another_name(String fileName) {
        assertEquals(Optional.empty(), ClientBundle.find(fileName));
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"})
    void a_script_comes_with_the_headers_of_nodes_server_and_is_taken_for_nothing_else(String script) throws IOException {
        serve(script, get());
        assertEquals(200, response.status);
        assertEquals(
                Map.of(
                        "Cache-Control", "public, max-age=0",
                        "Content-Type", "application/javascript; charset=utf-8",
                        "Content-Length", String.valueOf(file(script).length),
                        "ETag", TAG,
                        "Vary", "Accept-Encoding",
                        "X-Content-Type-Options", "nosniff"),
                response.headers);
        assertArrayEquals(file(script), response.body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"})
    void a_map_is_json(String script) throws IOException {
        serve(script + ".map", get());
        assertEquals("application/json; charset=utf-8", response.headers.get("Content-Type"));
        assertEquals(TAG, response.headers.get("ETag"));
        assertArrayEquals(file(script + ".map"), response.body);
    }

    @Test
    void a_client_that_can_unpack_gets_it_packed() throws IOException {
        serve("socket.io.js", get("Accept-Encoding", "gzip, deflate, br"));
        assertEquals("gzip", response.headers.get("Content-Encoding"));
        assertEquals("application/javascript; charset=utf-8", response.headers.get("Content-Type"));
        assertEquals(String.valueOf(response.body.length), response.headers.get("Content-Length"));
        var unpacked = new GZIPInputStream(new ByteArrayInputStream(response.body));
        assertArrayEquals(file("socket.io.js"), unpacked.readAllBytes());
    }

    @Test
    void a_file_is_packed_once_however_many_ask_at_once() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> bodies = new ArrayList<>(); // the arrays themselves, not copies
            for (int i = 0; i < 32; i++) {
                bodies.add(clients.submit(() -> {
                    FakeResponse own = new FakeResponse();
                    bundle("socket.io.js.map").serve(get("Accept-Encoding", "deflate"), own.asServlet());
                    return own.body;
                }));
            }
            for (Future<byte[]> body : bodies) {
                assertSame(bodies.get(0).get(), body.get());
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void what_the_answer_varies_by_already_is_kept() throws IOException {
        response.headers.put("Vary", "Origin");
        serve("socket.io.js", get());
        assertEquals("Origin, Accept-Encoding", response.headers.get("Vary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {TAG, "W/" + TAG, "\"a\" , W/" + TAG, TAG + ",\"a,b\"", "*", " * "})
    void a_client_that_has_it_is_told_so_without_a_body(String tags) throws IOException {
        serve("socket.io.js", get("If-None-Match", tags, "Accept-Encoding", "gzip"));
        assertEquals(304, response.status);
        assertEquals(
                Map.of("Cache-Control", "public, max-age=0", "ETag", TAG, "Vary", "Accept-Encoding"),
                response.headers);
        assertNull(response.body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ClientBundle.VERSION, "\"4.8\"", "w/" + TAG, "\"a,*,b\"", "\"*\"", TAG + TAG})
    void a_client_that_has_something_else_gets_it(String tags) throws IOException {
        serve("socket.io.js", get("If-None-Match", tags));
        assertEquals(200, response.status);
        assertArrayEquals(file("socket.io.js"), response.body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "identity"})
    void head_is_a_get_without_a_body(String coding) throws IOException {
        serve("socket.io.min.js", get("Accept-Encoding", coding));
        FakeResponse head = new FakeResponse();
        bundle("socket.io.min.js").serve(request("HEAD", "Accept-Encoding", coding), head.asServlet());
        assertEquals(response.status, head.status);
        assertEquals(response.headers, head.headers);
        assertNull(head.body);
    }

    @Test
    void head_may_ask_whether_it_has_changed() throws IOException {
        serve("socket.io.js", request("HEAD", "If-None-Match", TAG));
        assertEquals(304, response.status);
    }

    private void serve(String fileName, HttpServletRequest request) throws IOException {
        bundle(fileName).serve(request, response.asServlet());
    }

    private static ClientBundle bundle(String fileName) {
        return ClientBundle.find(fileName).orElseThrow();
    }

    private static byte[] file(String fileName) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(fileName));
    }

    private static List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static HttpServletRequest get(String... headers) {
        return request("GET", headers);
    }

    /** @param headers names and values by turns */
    private static HttpServletRequest request(String method, String... headers) {
        return fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getHeaders" -> {
                int index = List.of(headers).indexOf(arguments[0]);
                yield Collections.enumeration(index < 0 ? List.of() : List.of(headers[index + 1]));
            }
            default -> throw new AssertionError(name);
        });
    }

    /** Remembers what it is told; {@code body} is the very array that was written, and null if none was. */
    private static final class FakeResponse {
        private final Map<String, String> headers = new TreeMap<>();
        private int status;
        private byte[] body;

        HttpServletResponse asServlet() {
            return fake(HttpServletResponse.class, (name, arguments) -> switch (name) {
                case "setStatus" -> {
                    status = (int) arguments[0];
                    yield null;
                }
                case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
                case "setContentLength" -> headers.put("Content-Length", String.valueOf(arguments[0]));
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "addHeader" ->
                    headers.merge((String) arguments[0], (String) arguments[1], (old, more) -> old + ", " + more);
                case "getOutputStream" -> output();
                default -> throw new AssertionError(name);
            });
        }

        private ServletOutputStream output() {
            return new ServletOutputStream() {
                @Override
                public void write(byte[] bytes) {
                    assertNull(body, "a body is written in one go");
                    body = bytes;
                }

                @Override
                public void write(int octet) {
                    throw new AssertionError("a body is written in one go");
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new AssertionError("nothing here is asynchronous");
                }
            };
        }
    }

    @FunctionalInterface
    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.to(method.getName(), arguments);
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
