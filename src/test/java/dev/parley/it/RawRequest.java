package dev.parley.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP request with headers that HTTP clients do not let one set, such as {@code Upgrade}. */
final class RawRequest {

    /** What came back; names of headers in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {}

    private RawRequest() {}

    /** A WebSocket handshake (RFC 6455, 4.1). */
    static Answer handshake(URI address, String origin, String version) throws IOException {
        return send(
                "GET",
                address,
                address.getHost() + ":" + address.getPort(),
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: " + version + "\r\nOrigin: " + origin + "\r\n");
    }

    /** A POST of one letter that names another host than the one it is sent to. */
    static Answer post(URI address, String host) throws IOException {
        return send("POST", address, host, "Content-Type: text/plain\r\nContent-Length: 1\r\n", "x");
    }

    private static Answer send(String method, URI address, String host, String headers) throws IOException {
        return send(method, address, host, headers, "");
    }

    private static Answer send(String method, URI address, String host, String headers, String body)
            throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(20_000);
            String request = method + " " + address.getRawPath() + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                    + "\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int status = Integer.parseInt(line(in).substring("HTTP/1.1 ".length()).substring(0, 3));
            Map<String, String> answered = new HashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                answered.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(answered.getOrDefault("content-length", "0"));
            return new Answer(status, answered, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (char c = (char) in.readByte(); c != '\n'; c = (char) in.readByte()) {
            line.append(c);
        }
        return line.toString().strip();
    }
}
