package load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One row of the comparison with one server:
 *
 * <pre>Load PORT PID raw|socketio echo|ack|poll|broadcast|stall|connect|idle|mix|rtt CONNECTIONS WINDOW WARM-UP SECONDS</pre>
 *
 * Prints {@code perSecond cpuMicros}, or what the row is about. WINDOW is how many messages of each are under way; for {@code mix}
 * and {@code rtt} how many are said in a second, by all together.
 */
final class Load {
    static final String TEXT = "x".repeat(64);

    final int port;
    final Process server;
    final Protocol protocol;
    final int connections;
    final int window;
    final long warmUp;
    final long measured;
    private long count;

    private Load(String[] arguments) {
        port = Integer.parseInt(arguments[0]);
        server = new Process(Long.parseLong(arguments[1]));
        protocol = arguments[2].equals("raw") ? Protocol.RAW : Protocol.SOCKET_IO;
        connections = Integer.parseInt(arguments[4]);
        window = Integer.parseInt(arguments[5]);
        warmUp = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[6]));
        measured = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[7]));
    }

    public static void main(String[] arguments) throws IOException {
        Load load = new Load(arguments);
        switch (arguments[3]) {
            case "echo" -> load.echo(load.protocol == Protocol.RAW ? TEXT : "42[\"echo\",\"" + TEXT + "\"]");
            case "ack" -> load.echo("420[\"ack\",\"" + TEXT + "\"]");
            case "poll" -> load.poll("42[\"echo\",\"" + TEXT + "\"]");
            case "mix" -> new Paced(load).mix();
            case "rtt" -> new Paced(load).roundTrips();
            case "broadcast" -> load.broadcast(0);
            case "stall" -> load.broadcast(1);
            case "connect" -> load.connect();
            case "idle" -> load.idle();
            default -> throw new IllegalArgumentException(arguments[3]);
        }
    }

    /** Each message is answered by the next. */
    private void echo(String text) throws IOException {
        byte[][] frames = new byte[window + 1][];
        Arrays.setAll(frames, times -> Guest.frames(text, times));
        Guest.Hearing hearing = new Guest.Hearing() {
                @Override
                public void heard(Guest guest, byte[] bytes, int offset, int length) {
                    count++;
                    guest.owe(guest.due() + 1);
                }

                @Override
                public void paused(Guest guest) {
                    int due = guest.due();
                    if (due > 0) {
                        guest.owe(0);
                        guest.write(frames[due]);
                    }
                }
            };
        try (Crowd<Guest> crowd = crowd(hearing)) {
            crowd.grow(connections);
            crowd.members().forEach(guest -> guest.write(frames[window]));
            measure(crowd);
        }
    }

    /** As echo, by polls. */
    private void poll(String text) throws IOException {
        try (Crowd<Poller> crowd = new Crowd<>(
                port, (number, address, selector) -> new Poller(address, selector, text, window, () -> count++))) {
            crowd.grow(connections);
            crowd.members().forEach(Poller::begin);
            measure(crowd);
        }
    }

    private Crowd<Guest> crowd(Guest.Hearing hearing) throws IOException {
        return new Crowd<>(
                port, (number, address, selector) -> new Guest(number, address, protocol, selector, hearing));
    }

    private void measure(Crowd<?> crowd) throws IOException {
        crowd.runFor(warmUp);
        long from = count;
        double cpu = server.cpuMicros();
        long start = System.nanoTime();
        crowd.runFor(measured);
        double seconds = (System.nanoTime() - start) / 1e9;
        cpu = server.cpuMicros() - cpu;
        long messages = count - from;
        if (messages == 0 || crowd.members().stream().anyMatch(Member::isGone)) {
            throw new IllegalStateException("a server that answers nobody, or ends connections, is not measured");
        }
        print(messages / seconds, cpu / messages);
    }

    /**
     * What one says all hear; when all have heard it, the next is said.
     *
     * @param deaf how many do not read
     */
    private void broadcast(int deaf) throws IOException {
        byte[] say = Guest.frames("42[\"say\",\"" + TEXT + "\"]", 1);
        long[] told = new long[2]; // how many have heard; when it was said
        long[] worst = new long[1];
        List<Crowd<Guest>> all = new ArrayList<>();
        Guest.Hearing hearing = (guest, bytes, offset, length) -> {
                if (guest.number() >= connections) {
                    return;
                }
                count++;
                if (++told[0] == connections) {
                    long now = System.nanoTime();
                    worst[0] = Math.max(worst[0], now - told[1]);
                    told[0] = 0;
                    told[1] = now;
                    all.get(0).members().get(0).write(say);
                }
            };
        try (Crowd<Guest> crowd = crowd(hearing)) {
            all.add(crowd);
            crowd.grow(connections + deaf);
            for (int i = 0; i < deaf; i++) {
                crowd.members().get(connections + i).stopReading();
            }
            told[1] = System.nanoTime();
            crowd.members().get(0).write(say);
            if (deaf == 0) {
                measure(crowd);
            } else {
                crowd.runFor(warmUp + measured);
                print(count / ((warmUp + measured) / 1e9), worst[0] / 1e3);
            }
        }
    }

    /** So many at once come, are in, and go. */
    private void connect() throws IOException {
        try (Crowd<Guest> crowd = crowd((guest, bytes, offset, length) -> {})) {
            crowd.grow(connections);
            long end = System.nanoTime() + warmUp;
            while (System.nanoTime() < end) {
                comeAndGo(crowd);
            }
            long from = count;
            double cpu = server.cpuMicros();
            long start = System.nanoTime();
            while (System.nanoTime() < start + measured) {
                comeAndGo(crowd);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            print((count - from) / seconds, (server.cpuMicros() - cpu) / (count - from));
        }
    }

    private void comeAndGo(Crowd<Guest> crowd) throws IOException {
        for (int i = 0; i < connections; i++) {
            if (crowd.members().get(i).isIn()) {
                count++;
                crowd.members().get(i).close();
                crowd.replace(i);
            }
        }
        crowd.turn(TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Bytes of each connection that says nothing: of objects, and of the process. */
    private void idle() throws IOException {
        long heap = server.liveHeap();
        long resident = server.resident();
        try (Crowd<Guest> crowd = crowd((guest, bytes, offset, length) -> {})) {
            crowd.grow(connections);
            crowd.runFor(measured);
            double objects = (double) (server.liveHeap() - heap) / connections;
            print(objects, (double) (server.resident() - resident) / connections);
        }
    }

    static void print(double first, double second) {
        System.out.printf(Locale.ROOT, "%.0f %.2f%n", first, second);
    }
}
