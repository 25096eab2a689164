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
final class Crowd implements AutoCloseable {
    private static final int MOST_AT_ONCE = 50; // handshakes under way
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final InetSocketAddress address;
    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocate(1 << 18);
    private final List<Guest> guests = new ArrayList<>();

    Crowd(int port) throws IOException {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        selector = Selector.open();
    }

    List<Guest> guests() {
        return guests;
    }

    /** Lets guests come until there are so many, and all are in. */
    void grow(int count, Protocol protocol, Guest.Hearing hearing) throws IOException {
        int in = guests.size();
        while (in < count) {
            while (guests.size() < count && guests.size() - in < MOST_AT_ONCE) {
                guests.add(new Guest(guests.size(), address, protocol, selector, hearing));
            }
            int before = in;
            runUntil(() -> guests.get(before).isIn());
            while (in < guests.size() && guests.get(in).isIn()) {
                in++;
            }
        }
    }

    /** One more, somewhere in the list. */
    Guest replace(int place, Protocol protocol, Guest.Hearing hearing) throws IOException {
        Guest guest = new Guest(place, address, protocol, selector, hearing);
        guests.set(place, guest);
        return guest;
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
        Guest guest = (Guest) key.attachment();
        try {
            if (key.isValid() && key.isWritable()) {
                guest.writeOn();
            }
            if (key.isValid() && key.isReadable()) {
                guest.read(shared);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        guests.forEach(Guest::close);
        guests.clear();
        selector.close();
    }
}
