package load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One address that sends as fast as it goes until it is told to stop, then prints what it was answered: {@code Flooder PORT ATTACK}. */
final class Flooder {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);

    private final InetSocketAddress server;
    private final Attack attack;
    private final Selector selector;
    private final ByteBuffer shared = ByteBuffer.allocate(1 << 16);
    private final Map<String, Integer> answers = new TreeMap<>(); // by status

    private Flooder(int port, Attack attack) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.attack = attack;
        this.selector = Selector.open();
    }

    public static void main(String[] arguments) throws IOException {
        new Flooder(Integer.parseInt(arguments[0]), Attack.valueOf(arguments[1])).run();
    }

    private void run() throws IOException {
        long start = System.nanoTime();
        for (int number = 0; number < attack.connections; number++) {
            open(number);
        }
        while (System.in.available() == 0 && System.nanoTime() - start < LONGEST) {
            selector.select(this::act, 10);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        StringBuilder text = new StringBuilder();
        answers.forEach((status, count) ->
                text.append(text.isEmpty() ? "" : ", ").append(status).append(' ').append(Math.round(count / seconds)).append("/s"));
        System.out.println(text);
    }

    private void open(int number) throws IOException {
        new FloodLine(number, attack, this).connect(server, selector);
    }

    /** The server has answered. */
    void count(String what) {
        answers.merge(what, 1, Integer::sum);
    }

    private void act(SelectionKey key) {
        FloodLine line = (FloodLine) key.attachment();
        try {
            if (!line.act(key, shared)) {
                line.close();
                open(line.number());
            }
        } catch (IOException e) {
            count("broken");
            try {
                line.close();
                open(line.number());
            } catch (IOException full) {
                count("no connection");
            }
        }
    }
}
