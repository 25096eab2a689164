package dev.parley.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server's process has: threads and descriptors, and what is left on its heap after a collection. On Linux, whose /proc says
 * so.
 *
 * @param bytes on the heap
 * @param objects how many of each class of ours, and sessions and connections of the server's, are on the heap
 */
record Footprint(long threads, long open, long bytes, Map<String, Long> objects) {
    private static final int WORKERS = 200; // threads that stay for a minute when they have had something to do
    private static final int COMINGS = 20; // what comes and goes by itself
    private static final long MORE_BYTES = 3_000_000; // of one attack: classes, tables that have grown, buffers that are kept

    private static final Pattern ROW = Pattern.compile(" *\\d+: +(\\d+) +\\d+ +(\\S+).*");
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    /** Without those of the chat, which remembers what is said meanwhile. */
    private static final Pattern OURS = Pattern.compile("dev\\.parley\\.(connection|engineio|socketio|wire|web|websocket)\\..+"
            + "|io\\.undertow\\.server\\.protocol\\.http\\.HttpServerConnection"
            + "|io\\.undertow\\.websockets\\.jsr\\.UndertowSession"
            + "|org\\.apache\\.tomcat\\.websocket\\.WsSession");

    static Footprint of(RunningParley parley) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(jcmd, Long.toString(parley.id()), "GC.class_histogram").start();
        long bytes = 0;
        Map<String, Long> objects = new TreeMap<>();
        for (String line : new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
            Matcher row = ROW.matcher(line);
            Matcher total = TOTAL.matcher(line);
            if (row.matches() && OURS.matcher(row.group(2)).matches()) {
                objects.put(row.group(2), Long.parseLong(row.group(1)));
            } else if (total.matches()) {
                bytes = Long.parseLong(total.group(1));
            }
        }
        if (bytes == 0) {
            throw new IOException("the heap cannot be looked at");
        }
        return new Footprint(count(parley, "task"), count(parley, "fd"), bytes, objects);
    }

    private static long count(RunningParley parley, String what) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(parley.id()), what))) {
            return all.count();
        }
    }

    static long threads(RunningParley parley) throws IOException {
        return count(parley, "task");
    }

    /** Looks until a process has no more than before. @return what it has by then, or after twenty seconds */
    static Footprint after(Footprint before, RunningParley parley) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Footprint now = of(parley);
        while (!now.isBackAt(before) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            now = of(parley);
        }
        return now;
    }

    /** Whether that is no more than before, but for what comes and goes by itself. */
    boolean isBackAt(Footprint before) {
        return threads <= before.threads + WORKERS
                && open <= before.open + COMINGS
                && !hasMoreBytes(before)
                && more(before).isEmpty();
    }

    /** Whether there is so much more on the heap that something is kept. */
    boolean hasMoreBytes(Footprint before) {
        return bytes > before.bytes + MORE_BYTES;
    }

    /** The same with another heap. */
    Footprint withBytes(long other) {
        return new Footprint(threads, open, other, objects);
    }

    /** Of which classes there are more, and how many. */
    Map<String, Long> more(Footprint before) {
        Map<String, Long> more = new TreeMap<>();
        objects.forEach((name, count) -> {
            long added = count - before.objects.getOrDefault(name, 0L);
            if (added > COMINGS) {
                more.put(name, added);
            }
        });
        return more;
    }

    @Override
    public String toString() {
        return threads + " threads, " + open + " descriptors, " + bytes + " bytes";
    }
}
