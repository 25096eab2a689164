package load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's process, seen from outside. Linux. */
record Process(long id) {
    private static final double TICKS_PER_SECOND = 100; // getconf CLK_TCK

    /** Processor time since its start, microseconds. */
    double cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + id + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND * 1e6;
    }

    /** Memory in use, bytes. */
    long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + id + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS");
    }

    /** Memory of the objects that are reachable, bytes, after a collection; 0 where it is no JVM. */
    long liveHeap() throws IOException {
        java.lang.Process jcmd = new ProcessBuilder("jcmd", Long.toString(id), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)").matcher(all);
        return total.find() ? Long.parseLong(total.group(1)) : 0;
    }
}
