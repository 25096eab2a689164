package load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Who talks in pairs at a fixed rate, whatever the server does, and wants each message acknowledged. */
final class People implements AutoCloseable {
    /**
     * How long each message waited for its acknowledgement, from when it was due.
     *
     * @param sorted nanoseconds
     * @param lost messages that nobody has answered
     */
    record Waits(long[] sorted, int lost) {
        /** Milliseconds that this share of them did not wait longer than. */
        double at(double share) {
            return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
        }
    }

    private static final int COUNT = 50;
    private static final int PER_SECOND = 250; // by all together
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Crowd<Guest> crowd;
    private long[] waits = {};
    private int answers;

    People(int port) throws IOException {
        crowd = new Crowd<>(
                port, (number, address, selector) -> new Guest(number, address, Protocol.NATIVE, selector, this::hear));
        crowd.grow(COUNT);
        for (Guest guest : crowd.members()) {
            say(guest, "{\"type\":\"username\",\"name\":\"Person " + guest.number() + "\",\"lists\":false}");
            say(guest, "{\"type\":\"join\",\"room\":\"pair " + guest.number() / 2 + "\"}");
        }
    }

    private static void say(Guest guest, String text) {
        guest.write(Guest.frames(text, 1));
    }

    private void hear(Guest guest, byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        int at = text.indexOf("\"ack\":\"");
        if (at >= 0 && answers < waits.length) {
            int from = at + 7;
            waits[answers++] = System.nanoTime() - Long.parseLong(text.substring(from, text.indexOf('"', from)));
        }
    }

    /** Talks for so long, and waits for what is not answered yet. */
    Waits talk(long seconds) throws IOException {
        int count = (int) (seconds * PER_SECOND);
        waits = new long[count];
        answers = 0;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * SECOND / PER_SECOND;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                crowd.turn(left);
            }
            crowd.turn(0);
            Guest guest = crowd.members().get(i % COUNT);
            say(guest, "{\"type\":\"message\",\"room\":\"pair " + guest.number() / 2 + "\",\"text\":\"" + Load.TEXT + "\",\"ack\":\""
                    + due + "\"}");
        }
        long end = System.nanoTime() + 5 * SECOND;
        while (answers < count && System.nanoTime() < end) {
            crowd.turn(end - System.nanoTime());
        }
        long[] sorted = Arrays.copyOf(waits, Math.max(1, answers));
        Arrays.sort(sorted);
        return new Waits(sorted, count - answers);
    }

    @Override
    public void close() throws IOException {
        crowd.close();
    }
}
