package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

/** One client of Socket.IO 5 over Engine.IO 4 that polls: one connection to hear, one to say. */
final class Poller implements Member {
    private static final byte SEPARATOR = 0x1e;
    private static final String PATH = "/socket.io/?EIO=4&transport=polling";

    private final InetSocketAddress address;
    private final Selector selector;
    private HttpLine hearing;
    private HttpLine saying;
    private final String text;
    private final int window;
    private final Runnable heard;
    private String path;
    private boolean isIn;
    private boolean isSaying;
    private StringBuilder next = new StringBuilder(); // to be said when the last has been answered

    /**
     * @param text a packet that is said for each that is heard
     * @param window how many are said to begin with, when {@link #begin} is called
     */
    Poller(InetSocketAddress address, Selector selector, String text, int window, Runnable heard) throws IOException {
        this.address = address;
        this.selector = selector;
        this.text = text;
        this.window = window;
        this.heard = heard;
        hearing = line();
        saying = line();
        hearing.get(PATH, this::opened);
    }

    @Override
    public boolean isIn() {
        return isIn;
    }

    @Override
    public boolean isGone() {
        return false; // lost lines are replaced
    }

    @Override
    public void close() {
        hearing.close();
        saying.close();
    }

    void begin() {
        for (int i = 0; i < window; i++) {
            say(text);
        }
        flush();
    }

    private HttpLine line() throws IOException {
        return new HttpLine(address, selector, this::lost);
    }

    /** A line, or a new one where a server allows only so many requests on each. */
    private HttpLine next(HttpLine line) {
        if (!line.isEnding()) {
            return line;
        }
        line.close();
        try {
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lost(HttpLine line) {
        boolean wasHearing = line == hearing;
        HttpLine other = next(line);
        if (wasHearing) {
            hearing = other;
        } else {
            saying = other;
        }
        other.askAgain(line);
    }

    private void opened(byte[] body, int offset, int length) {
        String packet = new String(body, offset, length, StandardCharsets.UTF_8);
        int from = packet.indexOf("\"sid\":\"") + 7;
        path = PATH + "&sid=" + packet.substring(from, packet.indexOf('"', from));
        say("40");
        flush();
        hearing.get(path, this::polled);
    }

    private void polled(byte[] body, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            packet(body[at], at + 1 < end ? body[at + 1] : 0);
            while (at < end && body[at] != SEPARATOR) {
                at++;
            }
        }
        hearing = next(hearing);
        hearing.get(path, this::polled);
        flush();
    }

    private void packet(byte engine, byte socket) {
        if (engine == '2') {
            say("3");
        } else if (engine == '4' && socket == '0') {
            isIn = true;
        } else if (engine == '4' && socket == '2') {
            heard.run();
            say(text);
        }
    }

    private void say(String packet) {
        next.append(next.isEmpty() ? "" : "\u001e").append(packet);
    }

    private void flush() {
        if (!isSaying && !next.isEmpty()) {
            isSaying = true;
            byte[] body = next.toString().getBytes(StandardCharsets.UTF_8);
            next = new StringBuilder();
            saying = next(saying);
            saying.post(path, body, (answer, offset, length) -> {
                isSaying = false;
                flush();
            });
        }
    }
}
