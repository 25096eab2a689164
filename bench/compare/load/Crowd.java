package load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Many clients on one thread. */
final class Crowd<M extends Member> implements AutoCloseable {
    /** Makes a client. */
    interface Birth<M> {
        M come(int number, InetSocketAddress address, Selector selector) throws IOException;
    }

    private static final int MOST_AT_ONCE = 50; // handshakes under way
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocate(1 << 18);
    private final List<M> members = new ArrayList<>();
    private final Birth<M> birth;

    Crowd(int port, Birth<M> birth) throws IOException {
        this.birth = birth;
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        selector = Selector.open();
    }

    List<M> members() {
        return members;
    }

    /** Lets members come until there are so many, and all are in. */
    void grow(int count) throws IOException {
        int in = members.size();
        while (in < count) {
            while (members.size() < count && members.size() - in < MOST_AT_ONCE) {
                members.add(birth.come(members.size(), address, selector));
            }
            int before = in;
            runUntil(() -> members.get(before).isIn());
            while (in < members.size() && members.get(in).isIn()) {
                in++;
            }
        }
    }

    /** Another in the place of one. */
    void replace(int place) throws IOException {
        members.set(place, birth.come(place, address, selector));
    }

    void runFor(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            turn(end - System.nanoTime());
        }
    }

    void runUntil(BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("nothing happens");
            }
            turn(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** Waits for at most so long, and does what there is to do. */
    void turn(long nanos) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis > 0) {
            selector.select(this::act, millis);
        } else {
            selector.selectNow(this::act);
        }
    }

    private void act(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            if (key.isValid() && key.isWritable()) {
                line.writeOn();
            }
            if (key.isValid() && key.isReadable()) {
                line.read(shared);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        members.forEach(Member::close);
        members.clear();
        selector.close();
    }
}
