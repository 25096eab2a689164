package load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests of HTTP/1.1 one after another over one connection that stays. */
final class HttpLine extends Line {
    /** Hears the answer to a request. */
    interface Answer {
        /** @param body belongs to the line again after the call */
        void came(byte[] body, int offset, int length);
    }

    /** Hears that a server has closed the line without an answer to its request: one of those peers serves but one on each. */
    interface Loss {
        void lost(HttpLine line);
    }

    private final String host;
    private final Loss loss;
    private Answer answer;
    private byte[] request = {};
    private boolean isEnding;

    HttpLine(InetSocketAddress address, Selector selector, Loss loss) throws IOException {
        super(address, selector);
        this.loss = loss;
        host = "Host: localhost:" + address.getPort() + "\r\n";
    }

    /** Whether the server closes it after the last answer. */
    boolean isEnding() {
        return isEnding;
    }

    void get(String path, Answer then) {
        ask(("GET " + path + " HTTP/1.1\r\n" + host + "\r\n").getBytes(StandardCharsets.US_ASCII), then);
    }

    void post(String path, byte[] body, Answer then) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\n" + host + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ask(ByteBuffer.allocate(head.length + body.length).put(head).put(body).array(), then);
    }

    /** Asks what another has asked in vain. */
    void askAgain(HttpLine other) {
        ask(other.request, other.answer);
    }

    private void ask(byte[] bytes, Answer then) {
        request = bytes;
        answer = then;
        write(bytes);
    }

    @Override
    void ended() {
        isEnding = true;
        if (answer != null) {
            loss.lost(this);
        }
    }

    @Override
    int understand(byte[] bytes, int end) {
        int start = afterHead(bytes, 0, end);
        if (start == 0) {
            return 0;
        }
        String head = new String(bytes, 0, start, StandardCharsets.ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException("refused: " + head);
        }
        String fields = head.toLowerCase(Locale.ROOT);
        isEnding = fields.contains("connection: close");
        if (fields.contains("transfer-encoding: chunked")) {
            return chunks(bytes, start, end);
        }
        int length = length(fields);
        return start + length > end ? 0 : answered(bytes, start, length, start + length);
    }

    private static int length(String fields) {
        String name = "content-length: ";
        int at = fields.indexOf(name);
        if (at < 0) {
            throw new IllegalStateException("an answer without a length: " + fields);
        }
        int from = at + name.length();
        return Integer.parseInt(fields.substring(from, fields.indexOf('\r', from)).strip());
    }

    /** Joins the chunks where they are. */
    private int chunks(byte[] bytes, int start, int end) {
        int to = start;
        int at = start;
        while (true) {
            int line = at;
            while (line < end && bytes[line] != '\n') {
                line++;
            }
            if (line == end) {
                return 0;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at - 1, StandardCharsets.US_ASCII), 16);
            at = line + 1;
            if (at + size + 2 > end) {
                return 0;
            } else if (size == 0) {
                return answered(bytes, start, to - start, at + 2);
            }
            // not before all is there: what is kept must stay as it came
            if (isWhole(bytes, at + size + 2, end)) {
                System.arraycopy(bytes, at, bytes, to, size);
                to += size;
            }
            at += size + 2;
        }
    }

    private static boolean isWhole(byte[] bytes, int from, int end) {
        for (int at = from; at + 5 <= end; at++) {
            if (bytes[at] == '0' && bytes[at + 1] == '\r' && bytes[at + 2] == '\n' && bytes[at + 3] == '\r' && bytes[at + 4] == '\n') {
                return true;
            }
        }
        return false;
    }

    private int answered(byte[] bytes, int offset, int length, int next) {
        Answer whose = answer;
        answer = null;
        whose.came(bytes, offset, length);
        return next;
    }
}
