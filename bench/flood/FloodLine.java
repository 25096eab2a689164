package load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a flooder: says what there is to say whether or not it is heard, and reads so that it is not closed for that. */
final class FloodLine {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d+)");
    private static final Pattern SESSION = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final int AT_ONCE = 8_000; // bytes

    private final int number;
    private final Attack attack;
    private final Flooder flooder;
    private final SocketChannel channel;
    private ByteBuffer saying;
    private byte[] repeated; // null before it has been let in

    FloodLine(int number, Attack attack, Flooder flooder) throws IOException {
        this.number = number;
        this.attack = attack;
        this.flooder = flooder;
        this.channel = SocketChannel.open();
        byte[] opening = attack.opening();
        this.saying = ByteBuffer.wrap(opening);
        if (opening.length == 0) {
            enter("");
        }
    }

    int number() {
        return number;
    }

    void connect(InetSocketAddress server, Selector selector) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_LINGER, 0); // so that there is always a port left
        channel.configureBlocking(false);
        boolean isConnected = channel.connect(server);
        channel.register(selector, isConnected ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    }

    /** Writes and reads what there is; false if the connection is of no more use. */
    boolean act(SelectionKey key, ByteBuffer shared) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
        } else if (key.isWritable()) {
            write(key);
        }
        return !key.isReadable() || read(key, shared);
    }

    private void write(SelectionKey key) throws IOException {
        channel.write(saying);
        if (!saying.hasRemaining() && repeated == null) {
            key.interestOps(SelectionKey.OP_READ);
        } else if (!saying.hasRemaining()) {
            saying = ByteBuffer.wrap(repeated);
        }
    }

    private boolean read(SelectionKey key, ByteBuffer shared) throws IOException {
        if (channel.read(shared.clear()) < 0) {
            flooder.count("closed");
            return false;
        }
        String text = new String(shared.array(), 0, shared.position(), StandardCharsets.ISO_8859_1);
        int refused = 0;
        for (Matcher status = STATUS.matcher(text); status.find(); ) {
            flooder.count(status.group(1));
            refused += status.group(1).compareTo("400") >= 0 ? 1 : 0;
        }
        if (repeated == null) {
            Matcher session = SESSION.matcher(text);
            boolean goesOn = refused == 0 && attack.stays;
            if (goesOn) {
                enter(session.find() ? session.group(1) : "");
                key.interestOps(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
            }
            return goesOn;
        }
        return refused == 0 || attack.opening().length == 0;
    }

    private void enter(String session) {
        saying = ByteBuffer.wrap(attack.entrance(number, session));
        byte[] once = attack.repeated(number, session);
        int times = Math.max(1, AT_ONCE / once.length);
        ByteBuffer all = ByteBuffer.allocate(once.length * times);
        for (int i = 0; i < times; i++) {
            all.put(once);
        }
        repeated = all.array();
    }

    void close() throws IOException {
        channel.close();
    }
}
