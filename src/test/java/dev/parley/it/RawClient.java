package dev.parley.it;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A client that sends frames byte by byte, for what well-behaved libraries refuse to send (RFC 6455, 5.2). */
public final class RawClient implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /**
     * One frame of the server's.
     *
     * @param isLast whether nothing continues it
     * @param isCompressed whether the first reserved bit says so (RFC 7692, 6)
     */
    public record Frame(int opcode, boolean isLast, boolean isCompressed, ByteBuffer payload) {
        /** The code of a close frame. */
        public int closeCode() {
            return payload.getShort(0) & 0xFFFF;
        }

        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }
    }

    private final Socket socket;
    private final String head;
    private final DataInputStream in;
    private final OutputStream out;

    /** Connects with small buffers of the operating system's, so that not reading is felt soon. */
    public RawClient(URI address, String... headers) throws IOException {
        this(new Socket(), address, headers);
    }

    /** The same over TLS, or by whatever other way the socket connects. */
    public RawClient(Socket unconnected, URI address, String... headers) throws IOException {
        socket = unconnected;
        socket.setReceiveBufferSize(4_096);
        socket.connect(new java.net.InetSocketAddress(address.getHost(), address.getPort()));
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String request = "GET " + address.getRawPath() + query + " HTTP/1.1\r\nHost: " + address.getHost() + ":"
                + address.getPort() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + String.join("", Stream.of(headers).map(header -> header + "\r\n").toList()) + "\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        head = readHead();
        if (!head.contains(" 101 ")) {
            throw new IOException("handshake refused: " + head);
        }
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** The head of the answer to the handshake. */
    public String head() {
        return head;
    }

    /** Sends a masked frame. */
    public void send(boolean last, int opcode, byte... payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        frame.write(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        out.write(frame.toByteArray());
    }

    public void sendText(String text) throws IOException {
        send(true, TEXT, text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Sends what need not be a frame. */
    public void sendBytes(byte... bytes) throws IOException {
        out.write(bytes);
    }

    /** Waits until the server has closed: with a frame or without. */
    public boolean isClosed() throws IOException {
        try {
            read(CLOSE);
            return true;
        } catch (EOFException | SocketException gone) {
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    /** The next frame. */
    public Frame read() throws IOException {
        int first = in.readByte();
        long length = in.readByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        ByteBuffer payload = ByteBuffer.wrap(in.readNBytes((int) length));
        return new Frame(first & 0x0F, (first & 0x80) != 0, (first & 0x40) != 0, payload);
    }

    /** The next frame of a kind; others are skipped. */
    public Frame read(int opcode) throws IOException {
        Frame frame = read();
        while (frame.opcode() != opcode) {
            frame = read();
        }
        return frame;
    }

    /** Reads until the server ends the TCP connection. */
    public void awaitEnd() throws IOException {
        for (int count = in.read(); count >= 0; count = in.read()) {
            // what still comes does not matter
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
