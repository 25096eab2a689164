package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One TCP connection to the server, without a thread. */
abstract class Line {
    private static final byte[] NOTHING = {};

    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] kept = NOTHING; // read and not understood
    private ByteBuffer waiting; // not written yet; null if nothing
    private boolean isGone;

    Line(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * Understands what has come.
     *
     * @return where what is not whole begins
     */
    abstract int understand(byte[] bytes, int end);

    /** All that has come has been understood. */
    void paused() {}

    /** The server has closed it. */
    void ended() {}

    public final boolean isGone() {
        return isGone;
    }

    final void write(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            if (waiting == null) {
                channel.write(buffer);
            }
            if (buffer.hasRemaining()) {
                int before = waiting == null ? 0 : waiting.remaining();
                ByteBuffer more = ByteBuffer.allocate(before + buffer.remaining());
                if (waiting != null) {
                    more.put(waiting);
                }
                waiting = more.put(buffer).flip();
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close();
        }
    }

    final void writeOn() throws IOException {
        channel.write(waiting);
        if (!waiting.hasRemaining()) {
            waiting = null;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Reads nothing from now on: buffers fill. */
    final void stopReading() {
        key.interestOps(0);
    }

    public final void close() {
        isGone = true;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param shared a buffer for all, larger than any message */
    final void read(ByteBuffer shared) {
        shared.clear().put(kept);
        boolean isOpen;
        try {
            isOpen = channel.read(shared) >= 0;
        } catch (IOException e) {
            isOpen = false;
        }
        if (!isOpen) {
            close();
            ended();
            return;
        }
        int end = shared.position();
        int at = understand(shared.array(), end);
        kept = at == end ? NOTHING : Arrays.copyOfRange(shared.array(), at, end);
        paused();
    }

    /** Where the head of an HTTP message ends, which begins at a place; 0 if it is not whole. */
    static int afterHead(byte[] bytes, int start, int end) {
        for (int at = start + 4; at <= end; at++) {
            if (bytes[at - 1] == '\n' && bytes[at - 2] == '\r' && bytes[at - 3] == '\n') {
                return at;
            }
        }
        return 0;
    }
}
