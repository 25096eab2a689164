package dev.parley.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** One HTTP request over a connection of its own, sent and read piece by piece (RFC 9112). */
final class RawExchange implements AutoCloseable {

    /**
     * What came back.
     *
     * @param headers names in lower case; those that came twice are joined with a comma
     * @param body as it travelled, without chunks
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    record Answer(int status, Map<String, String> headers, byte[] body) {

        /** The body as text, unpacked. */
        String text() throws IOException {
            InputStream packed = new ByteArrayInputStream(body);
            InputStream plain =
                    switch (header("content-encoding")) {
                        case "gzip" -> new GZIPInputStream(packed);
                        case "deflate" -> new InflaterInputStream(packed);
                        default -> packed;
                    };
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8).replace("\u001e", "<1e>");
        }

        /** A header; empty if there is none. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The content type, written in one way: containers differ in blanks and capitals. */
        String type() {
            return header("content-type").toLowerCase(Locale.ROOT).replace(" ", "");
        }
    }

    private final URI address;
    private final Socket socket;
    private final DataInputStream in;
    private boolean isHead;

    RawExchange(URI address) throws IOException {
        this.address = address;
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A request without a body, and its answer. */
    static Answer of(String method, URI address, String... headers) throws IOException {
        try (RawExchange exchange = new RawExchange(address)) {
            return exchange.begin(method, headers).read();
        }
    }

    /** A POST and its answer. */
    static Answer post(URI address, byte[] body, String... headers) throws IOException {
        try (RawExchange exchange = new RawExchange(address)) {
            exchange.begin("POST", headers).line("Content-Length: " + body.length).line("").write(body);
            return exchange.read();
        }
    }

    /** Sends the first lines; those of a request that has a body are still open, for more of them. */
    RawExchange begin(String method, String... headers) throws IOException {
        isHead = method.equals("HEAD");
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        StringBuilder head = new StringBuilder(method + " " + address.getRawPath() + query + " HTTP/1.1\r\n");
        head.append("Host: ").append(address.getHost()).append(':').append(address.getPort()).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return write((method.equals("POST") ? head : head.append("\r\n")).toString());
    }

    RawExchange line(String header) throws IOException {
        return write(header + "\r\n");
    }

    RawExchange write(String text) throws IOException {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    RawExchange write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** One chunk of a body whose length is not known (RFC 9112, 7.1); an empty one is the last. */
    RawExchange chunk(byte... bytes) throws IOException {
        write(Integer.toHexString(bytes.length) + "\r\n");
        return write(bytes).write("\r\n");
    }

    /** Sends nothing more, and still reads. */
    RawExchange leaveOff() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Whether nothing is answered meanwhile; if so, the answer may be read afterwards. */
    boolean isSilentFor(Duration time) throws IOException {
        int usual = socket.getSoTimeout();
        socket.setSoTimeout((int) time.toMillis());
        try {
            in.readByte();
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } finally {
            socket.setSoTimeout(usual);
        }
    }

    /** Waits until the answer begins, and reads no more of it. */
    int readStatus() throws IOException {
        return Integer.parseInt(line().substring("HTTP/1.1 ".length()).substring(0, 3));
    }

    /** Waits for the answer. */
    Answer read() throws IOException {
        int status = readStatus();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (before, more) -> before + ", " + more);
        }
        return new Answer(status, headers, body(status, headers));
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (isHead || status == 304 || status == 204 || status == 101) {
            return new byte[0];
        } else if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
                body.write(in.readNBytes(length));
                line();
            }
            return body.toByteArray();
        } else if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        return in.readAllBytes();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection has ended in the middle of an answer: " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
