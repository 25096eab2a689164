package load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

/** One client over one WebSocket: its own handshake, its own frames, no thread. */
final class Guest extends Line implements Member {
    private static final int PONG = 0x8a;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    /** Hears what the server has to say besides the protocol. */
    interface Hearing {
        /** @param bytes belong to the guest again after the call */
        void heard(Guest guest, byte[] bytes, int offset, int length);

        /** All that has come has been heard. */
        default void paused(Guest guest) {}
    }

    private final int number;
    private final Protocol protocol;
    private final Hearing hearing;
    private boolean isUpgraded;
    private boolean isIn;
    private int due; // for whoever hears

    Guest(int number, InetSocketAddress address, Protocol protocol, Selector selector, Hearing hearing) throws IOException {
        super(address, selector);
        this.number = number;
        this.protocol = protocol;
        this.hearing = hearing;
        write(("GET " + protocol.path() + " HTTP/1.1\r\nHost: localhost:" + address.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + protocol.header(number) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        if (protocol != Protocol.SOCKET_IO) {
            isIn = true;
        }
    }

    int number() {
        return number;
    }

    @Override
    public boolean isIn() {
        return isIn && isUpgraded;
    }

    /** What the hearer owes this guest. */
    int due() {
        return due;
    }

    void owe(int count) {
        due = count;
    }

    /** A client's text in a frame, so many times; its mask changes nothing. */
    static byte[] frames(String text, int count) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) (0x80 | TEXT));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        ByteBuffer all = ByteBuffer.allocate(frame.remaining() * count);
        for (int i = 0; i < count; i++) {
            all.put(frame.duplicate());
        }
        return all.array();
    }

    @Override
    void paused() {
        hearing.paused(this);
    }

    @Override
    int understand(byte[] bytes, int end) {
        int at = isUpgraded ? 0 : afterAnswer(bytes, end);
        if (at > 0) {
            isUpgraded = true;
        }
        while (isUpgraded && !isGone() && end - at >= 2) {
            int length = bytes[at + 1] & 0x7f;
            int start = at + 2;
            if (length == 126 && end - at >= 4) {
                length = (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
                start = at + 4;
            } else if (length == 126) {
                break;
            } else if (length == 127) {
                throw new IllegalStateException("a message of more than 65535 bytes");
            }
            if (start + length > end) {
                break;
            }
            frame(bytes[at] & 0x0f, bytes, start, length);
            at = start + length;
        }
        return at;
    }

    private void frame(int opcode, byte[] bytes, int offset, int length) {
        switch (opcode) {
            case 0, TEXT -> text(bytes, offset, length);
            case PING -> write(pong(bytes, offset, length));
            case CLOSE -> close();
            default -> {}
        }
    }

    /** With the payload of the ping, by which some servers see how far it has read (RFC 6455, 5.5.3). */
    private static byte[] pong(byte[] bytes, int offset, int length) {
        return ByteBuffer.allocate(length + 6)
                .put((byte) PONG)
                .put((byte) (0x80 | length))
                .putInt(0)
                .put(bytes, offset, length)
                .array();
    }

    private void text(byte[] bytes, int offset, int length) {
        byte[] answer = protocol.answer(bytes, offset, length);
        if (answer == null) {
            hearing.heard(this, bytes, offset, length);
        } else if (answer == Protocol.ENTERED) {
            isIn = true;
        } else {
            write(answer);
        }
    }

    private static int afterAnswer(byte[] bytes, int end) {
        int at = afterHead(bytes, 0, end);
        if (at > 0) {
            String head = new String(bytes, 0, at, StandardCharsets.ISO_8859_1);
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IllegalStateException("refused: " + head);
            }
        }
        return at;
    }
}
