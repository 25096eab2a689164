import dev.parley.storage.Storage;
import dev.parley.storage.StorageOptions;
import dev.parley.chat.store.Archive;
import dev.parley.chat.store.Archives;
import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Messages at a steady rate into an archive: is the database in time, and what does the sender's thread pay? */
final class ArchiveBench {
    private static final int ROOMS = 20;
    private static final String TEXT = "Nothing much, just the usual: a line or two of text, as people write it all day long. ";
    private static final long[] LAST = new long[ROOMS];

    private static final long SPOOL = 64_000_000;

    private ArchiveBench() {}

    public static void main(String... arguments) throws Exception {
        String url = option(arguments, "--url", "");
        int perSecond = Integer.parseInt(option(arguments, "--rate", "2000"));
        int seconds = Integer.parseInt(option(arguments, "--seconds", "30"));
        Path folder = Path.of(option(arguments, "--folder", Files.createTempDirectory("parley-bench-").toString()));
        StorageOptions options = new StorageOptions(
                folder, url, option(arguments, "--user", ""), option(arguments, "--password", ""));
        AtomicBoolean wasLate = new AtomicBoolean();
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            archive.onLate(isLate -> wasLate.compareAndSet(false, isLate));
            load(archive, perSecond, 5); // classes are loaded, code is compiled
            print("record, 50/s", load(archive, 50, 10));
            long from = Arrays.stream(LAST).sum();
            List<long[]> reads = new ArrayList<>();
            AtomicBoolean isOver = new AtomicBoolean();
            Thread reader = new Thread(() -> reads.add(read(archive, isOver)), "reader");
            reader.start();
            print("record, " + perSecond + "/s", load(archive, perSecond, seconds));
            long said = Arrays.stream(LAST).sum() - from;
            isOver.set(true);
            reader.join();
            print("newest 50, meanwhile", reads.get(0));
            long begin = System.nanoTime();
            archive.close();
            System.out.printf(
                    "%d messages in %d s, late: %s; the rest was in the database %d ms after the last%n",
                    said, seconds, wasLate, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        }
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            long found = archive.rooms().toCompletableFuture().get().stream().mapToLong(room -> room.last()).sum();
            System.out.println("recorded " + Arrays.stream(LAST).sum() + ", found " + found);
        }
    }

    private static String option(String[] arguments, String name, String other) {
        int index = Arrays.asList(arguments).indexOf(name);
        return index < 0 ? other : arguments[index + 1];
    }

    /** Returns how long each call took, in nanoseconds. */
    private static long[] load(Archive archive, int perSecond, int seconds) throws InterruptedException {
        int count = perSecond * seconds;
        long[] took = new long[count];
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
            StoredMessage message = next(i);
            long start = System.nanoTime();
            archive.record(List.of(message));
            took[i] = System.nanoTime() - start;
        }
        return took;
    }

    private static StoredMessage next(int i) {
        int room = i % ROOMS;
        long id = ++LAST[room];
        return new StoredMessage(
                new RoomKey("/", "room" + room), id, id, "person" + i % 97, "Person", TEXT + id, System.currentTimeMillis(), 0,
                false, 0, List.of(), "nonce-" + room + "-" + id, null);
    }

    private static long[] read(Archive archive, AtomicBoolean isOver) {
        List<Long> took = new ArrayList<>();
        while (!isOver.get()) {
            long start = System.nanoTime();
            archive.newest(new RoomKey("/", "room" + took.size() % ROOMS), 50).toCompletableFuture().join();
            took.add(System.nanoTime() - start);
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                break;
            }
        }
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    private static void print(String what, long[] took) {
        long[] sorted = took.clone();
        Arrays.sort(sorted);
        System.out.printf(
                "%-22s p50 %6.1f us   p99 %8.1f us   p99.9 %8.1f us   most %8.1f us%n",
                what, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), sorted[sorted.length - 1] / 1000.0);
    }

    private static double at(long[] sorted, double part) {
        return sorted[(int) (sorted.length * part)] / 1000.0;
    }
}
