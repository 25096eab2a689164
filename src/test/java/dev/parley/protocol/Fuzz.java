package dev.parley.protocol;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.TextPacketWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries many inputs, each made from a seed of its own, and fails with the seed and the input of the first that goes wrong,
 * has no end, or takes too much memory.
 *
 * <p>{@code -Dfuzz.seed=… -Dfuzz.inputs=1} tries the input of that seed alone; {@code -Dfuzz.inputs} without it is how many
 * each test tries, for a longer run.
 */
final class Fuzz {
    /** Valid packets to begin with. */
    static final List<Packet> PACKETS = packets();

    private static final long SEED = Long.getLong("fuzz.seed", 20_260_601);
    private static final Integer INPUTS = Integer.getInteger("fuzz.inputs");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_ALLOCATED = 4_000_000; // for inputs of a few thousand bytes

    private Fuzz() {}

    private static List<Packet> packets() {
        RandomPackets packets = new RandomPackets(new SplittableRandom(1));
        return Stream.generate(() -> packets.next(4)).limit(400).toList();
    }

    static void texts(int usual, List<String> valid, Consumer<String> check) {
        inputs(usual, random -> Mutations.text(random, valid), Fuzz::hex, check);
    }

    static void bytes(int usual, List<byte[]> valid, Consumer<byte[]> check) {
        inputs(usual, random -> Mutations.bytes(random, valid), HexFormat.of()::formatHex, check);
    }

    /**
     * Tries inputs.
     *
     * @param usual how many, unless a property says so
     * @param make makes one
     * @param show shows one that goes wrong
     * @param check throws when one goes wrong
     */
    static <T> void inputs(
            int usual, Function<SplittableRandom, T> make, Function<T, String> show, Consumer<T> check) {
        int inputs = INPUTS == null ? usual : INPUTS;
        long[] seed = {SEED};
        assertTimeoutPreemptively(
                Duration.ofSeconds(60 + inputs / 1_000),
                () -> {
                    for (int i = 0; i < inputs; i++) {
                        seed[0] = SEED + i;
                        T input = make.apply(new SplittableRandom(seed[0]));
                        try {
                            check(input, check);
                        } catch (Throwable wrong) {
                            fail("seed " + seed[0] + ", input " + show.apply(input), wrong);
                        }
                    }
                },
                () -> "no end with seed " + seed[0]);
    }

    private static <T> void check(T input, Consumer<T> check) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        check.accept(input);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MAX_ALLOCATED, () -> allocated + " bytes allocated");
    }

    /** Its UTF-16 code units, because halves of pairs are lost in every encoding. */
    static String hex(String text) {
        StringBuilder hex = new StringBuilder("UTF-16 ");
        text.chars().forEach(c -> hex.append(HexFormat.of().toHexDigits((char) c)));
        return hex.append(": ").append(text).toString();
    }

    static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }

    static String text(Packet packet) {
        StringBuilder text = new StringBuilder();
        TextPacketWriter.write(packet, text);
        return text.toString();
    }
}
