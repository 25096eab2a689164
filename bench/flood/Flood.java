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
        double cpu = server.cpuMicros();
        People.Waits quiet = people.talk(SECONDS);
        print("quiet", quiet, 1, server.cpuMicros() - cpu, 0, "");
        java.lang.Process flooder = new ProcessBuilder(
                        "nice", "-n", "19", "taskset", "-c", "1", "java", "-Xmx256m", "-cp", "target/flood", "load.Flooder",
                        Integer.toString(port), attack.name())
                .redirectError(Redirect.INHERIT)
                .start();
        Process flooding = new Process(flooder.pid());
        People.Waits begin = people.talk(SECONDS);
        print(attack.name() + ", its first " + SECONDS + " s", begin, begin.at(0.99) / quiet.at(0.99), 0, 0, "");
        people.talk(SECONDS); // what has never come before is compiled now
        cpu = server.cpuMicros();
        double theirs = flooding.cpuMicros();
        People.Waits beside = people.talk(SECONDS);
        cpu = server.cpuMicros() - cpu;
        theirs = flooding.cpuMicros() - theirs;
        try (OutputStream enough = flooder.getOutputStream()) {
            enough.write('.');
        }
        String answers = new String(flooder.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        print(attack.name(), beside, beside.at(0.99) / quiet.at(0.99), cpu, theirs, answers);
    }

    private static void print(String name, People.Waits waits, double ratio, double cpu, double theirs, String answers) {
        System.out.printf(
                Locale.ROOT, "| %s | %.1f | %.1f | %.0f | %d | %.1f | %.0f %% | %.0f %% | %s |%n", name,
                waits.at(0.5), waits.at(0.99), waits.at(1), waits.lost(), ratio,
                cpu / SECONDS / 1e4, theirs / SECONDS / 1e4, answers);
    }
}
