package load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
