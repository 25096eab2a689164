package load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long people wait for the answers to their messages, alone and beside one address that floods: {@code Flood [--server NAME] [FLOOD...]}. */
final class Flood {
    private static final long SECONDS = 10;
    private static final List<String> COLUMNS = List.of("p50 ms", "p99 ms", "max ms", "lost", "p99 ×", "server's CPU", "flooder's CPU");

    private final int port;
    private final Process server;
    private final People people;

    private Flood(int port, Process server, People people) {
        this.port = port;
        this.server = server;
        this.people = people;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean isNamed = arguments.length > 1 && arguments[0].equals("--server");
        String runtime = isNamed ? arguments[1] : "undertow";
        List<Attack> named = Arrays.stream(arguments).skip(isNamed ? 2 : 0).map(Attack::valueOf).toList();
        List<Attack> attacks = named.isEmpty() ? List.of(Attack.values()) : named;
        System.out.println("| | " + String.join(" | ", COLUMNS) + " | answers to the flooder |");
        System.out.println("|---" + "|---".repeat(COLUMNS.size()) + "|---|");
        for (Attack attack : attacks) {
            Path data = Files.createTempDirectory("parley-flood-");
            ProcessBuilder builder = new ProcessBuilder(
                    "taskset", "-c", "0", "java", "-jar", "target/parley.war", "--port", "0", "--server", runtime,
                    "--set", "parley.proxies=127.0.0.1/32", "--set", "parley.chat.store.url=memory");
            builder.environment().put("PARLEY_DATA_FOLDER", data.toString());
            java.lang.Process process = builder.redirectError(Redirect.INHERIT).start();
            try {
                int port = port(process.inputReader(StandardCharsets.UTF_8));
                try (People people = new People(port)) {
                    new Flood(port, new Process(process.pid()), people).measure(attack);
                }
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static int port(BufferedReader output) throws IOException {
        String line = output.readLine();
        if (line == null || !line.contains("listening on ")) {
            throw new IllegalStateException("the server has not started: " + line);
        }
        return Integer.parseInt(line.replaceAll(".*:(\\d+).*", "$1"));
    }

    private void measure(Attack attack) throws IOException, InterruptedException {
        people.talk(15);
        People.Waits cold = people.talk(SECONDS);
        print("quiet, server just started", cold, cold.at(0.99), Double.NaN, Double.NaN, "");
        Flooding first = new Flooding(attack);
        print(attack + ", first " + SECONDS + " s, server just started", people.talk(SECONDS), cold.at(0.99), Double.NaN, Double.NaN, "");
        people.talk(40); // what has never come before is compiled now
        first.stop();
        people.talk(5);
        double cpu = server.cpuMicros();
        People.Waits quiet = people.talk(SECONDS);
        print("quiet", quiet, quiet.at(0.99), server.cpuMicros() - cpu, 0, "");
        Flooding second = new Flooding(attack);
        print(attack + ", first " + SECONDS + " s", people.talk(SECONDS), quiet.at(0.99), Double.NaN, Double.NaN, "");
        people.talk(30); // as long as it takes to let 2,000 in
        cpu = server.cpuMicros();
        double theirs = second.cpuMicros();
        People.Waits beside = people.talk(SECONDS);
        cpu = server.cpuMicros() - cpu;
        theirs = second.cpuMicros() - theirs;
        print(attack + ", later", beside, quiet.at(0.99), cpu, theirs, second.stop());
    }

    /** A flooder that has begun. */
    private final class Flooding {
        private final java.lang.Process flooder;
        private final Process usage;

        Flooding(Attack attack) throws IOException {
            flooder = new ProcessBuilder(
                            "nice", "-n", "19", "taskset", "-c", "1", "java", "-Xmx256m", "-cp", "target/flood", "load.Flooder",
                            Integer.toString(port), attack.name())
                    .redirectError(Redirect.INHERIT)
                    .start();
            usage = new Process(flooder.pid());
        }

        double cpuMicros() throws IOException {
            return usage.cpuMicros();
        }

        /** @return what it was answered */
        String stop() throws IOException, InterruptedException {
            try (OutputStream enough = flooder.getOutputStream()) {
                enough.write('.');
            }
            String answers = new String(flooder.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            flooder.waitFor();
            return answers;
        }
    }

    private static void print(String name, People.Waits waits, double quiet, double cpu, double theirs, String answers) {
        System.out.printf(
                Locale.ROOT, "| %s | %.1f | %.1f | %.0f | %d | %.1f | %s | %s | %s |%n", name,
                waits.at(0.5), waits.at(0.99), waits.at(1), waits.lost(), waits.at(0.99) / quiet, share(cpu), share(theirs), answers);
    }

    private static String share(double cpuMicros) {
        return Double.isNaN(cpuMicros) ? "" : Math.round(cpuMicros / SECONDS / 1e4) + " %";
    }
}
