package dev.parley.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One file of the browser's Socket.IO client, a script or its map, answered as Node's server does. Safe for use by many
 * threads; each way of packing is done once, at the first request for it, and kept.
 */
final class ClientBundle {
    /** Of the package the files come from; their folder has a list. */
    static final String VERSION = "4.8.4";

    private static final String ENTITY_TAG = '"' + VERSION + '"';
    private static final Map<String, ClientBundle> FILES = files();

    private final String fileName;
    private final String contentType;
    private final Map<ContentCoding, byte[]> bodies = new ConcurrentHashMap<>();

    private ClientBundle(String fileName, String contentType) {
        this.fileName = fileName;
        this.contentType = contentType;
    }

    private static Map<String, ClientBundle> files() {
        Map<String, ClientBundle> files = new HashMap<>();
        for (String kind : List.of("js", "min.js", "esm.min.js", "msgpack.min.js")) {
            String script = "socket.io." + kind;
            String map = script + ".map";
            files.put(script, new ClientBundle(script, "application/javascript; charset=utf-8"));
            files.put(map, new ClientBundle(map, "application/json; charset=utf-8"));
        }
        return Map.copyOf(files);
    }

    /** @param fileName as in {@code socket.io.min.js} or {@code socket.io.min.js.map}, without a path */
    static Optional<ClientBundle> find(String fileName) {
        return Optional.ofNullable(FILES.get(fileName));
    }

    /** The complete answer to a GET or a HEAD. Headers that are there already stay, unless the answer has its own. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "public, max-age=0");
        response.setHeader("ETag", ENTITY_TAG); // one for all codings, as in Node
        response.addHeader("Vary", "Accept-Encoding"); // added, because the answer may vary by origin as well
        if (hasCurrent(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        ContentCoding coding = ContentCoding.preferredBy(Collections.list(request.getHeaders("Accept-Encoding")));
        byte[] body = body(coding);
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(contentType);
        response.setHeader("X-Content-Type-Options", "nosniff"); // which Node's server leaves to applications
        response.setContentLength(body.length);
        if (coding != ContentCoding.IDENTITY) {
            response.setHeader("Content-Encoding", coding.token());
        }
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    // RFC 9110, 13.1.2: compared weakly. A comma inside a foreign tag does no harm, because tags have no quotes inside.
    private static boolean hasCurrent(HttpServletRequest request) {
        for (String line : Collections.list(request.getHeaders("If-None-Match"))) {
            if (line.strip().equals("*")) {
                return true;
            }
            for (String tag : line.split(",", -1)) {
                if (tag.strip().equals(ENTITY_TAG) || tag.strip().equals("W/" + ENTITY_TAG)) {
                    return true;
                }
            }
        }
        return false;
    }

    private byte[] body(ContentCoding coding) throws IOException {
        try {
            return bodies.computeIfAbsent(coding, this::packed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private byte[] packed(ContentCoding coding) {
        String resource = "client/" + fileName;
        try (InputStream file = ClientBundle.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new FileNotFoundException(resource);
            }
            return coding.pack(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
