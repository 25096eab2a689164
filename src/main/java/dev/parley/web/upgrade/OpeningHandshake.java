package dev.parley.web.upgrade;

import dev.parley.websocket.ExtensionOffer;
import dev.parley.websocket.OpeningKey;
import dev.parley.websocket.ProtocolViolation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request says that asks for a WebSocket (RFC 6455, 4.2.1). */
public final class OpeningHandshake {
    private static final String KEY = "Sec-WebSocket-Key";

    private OpeningHandshake() {}

    /** Whether a request is one. */
    public static boolean isAskedFor(HttpServletRequest request) {
        return names(request, "Upgrade", "websocket");
    }

    /** Whether it names the one version that there is, and no other (11.3.5). */
    public static boolean hasVersion(HttpServletRequest request) {
        return lines(request, "Sec-WebSocket-Version").equals(List.of("13"));
    }

    /** What else is wrong with it; empty if nothing is. */
    public static Optional<String> fault(HttpServletRequest request) {
        if (!request.getMethod().equals("GET") || !request.getProtocol().equals("HTTP/1.1")) {
            return Optional.of("a WebSocket begins with a GET of HTTP/1.1");
        } else if (!names(request, "Connection", "upgrade")) {
            return Optional.of("Connection must be Upgrade");
        }
        List<String> keys = lines(request, KEY);
        if (keys.size() != 1 || !OpeningKey.isValid(keys.get(0))) { // 11.3.1
            return Optional.of("Sec-WebSocket-Key must be 16 bytes in base64, once");
        }
        try {
            extensions(request);
            return Optional.empty();
        } catch (ProtocolViolation malformed) {
            return Optional.of(malformed.getMessage());
        }
    }

    /** Of one that has no {@link #fault}. */
    static String key(HttpServletRequest request) {
        return request.getHeader(KEY);
    }

    static List<ExtensionOffer> extensions(HttpServletRequest request) throws ProtocolViolation {
        return ExtensionOffer.read(lines(request, "Sec-WebSocket-Extensions"));
    }

    /** Whether a list that may go over several lines (RFC 9110, 5.3) has a name, in whatever letters. */
    private static boolean names(HttpServletRequest request, String header, String name) {
        return lines(request, header).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .anyMatch(name::equalsIgnoreCase);
    }

    private static List<String> lines(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
