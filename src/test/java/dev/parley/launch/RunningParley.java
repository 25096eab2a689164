package dev.parley.launch;

import dev.parley.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Parley started with {@code java -jar} as a process of its own, on any free port.
 *
 * <pre>{@code try (var parley = RunningParley.start()) { open(parley.address()); } }</pre>
 */
public final class RunningParley implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("listening on (http\\S+)");
    private static final int DEADLINE_SECONDS = 60;

    /** Who serves where a test names nobody. */
    private static final String SERVER = System.getProperty("launch.server", "undertow");

    private final Process process;
    private final Path folder; // of all that it leaves behind
    private final URI address;

    private RunningParley(Process process, Path folder) throws IOException {
        this.process = process;
        this.folder = folder;
        this.address = readAddress();
    }

    /** Starts the packaged WAR with {@code options} besides {@code --port 0}; returns when it listens. */
    public static RunningParley start(String... options) throws IOException {
        return start(war(), options);
    }

    /** The same with another WAR. */
    public static RunningParley start(Path war, String... options) throws IOException {
        return start(war, List.of(), options);
    }

    /** One that logs all that {@code java.util.logging} is told of some packages. */
    static RunningParley startTalkative(String packages, String... options) throws IOException {
        Path logging = Files.createTempFile("parley-logging-", ".properties");
        try {
            Files.writeString(
                    logging,
                    """
                    handlers=java.util.logging.ConsoleHandler
                    java.util.logging.ConsoleHandler.level=ALL
                    %s.level=ALL
                    """
                            .formatted(packages));
            return start(war(), List.of("-Djava.util.logging.config.file=" + logging), options);
        } finally {
            Files.delete(logging); // read at the beginning
        }
    }

    private static RunningParley start(Path war, List<String> forJava, String... options) throws IOException {
        Path folder = Files.createTempDirectory("parley-it-");
        List<String> command = command(war, Files.createDirectory(temporary(folder)));
        command.addAll(1, forJava);
        command.addAll(List.of("--server", SERVER, "--port", "0"));
        command.addAll(Arrays.asList(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors(folder).toFile());
        builder.environment().put("PARLEY_DATA_FOLDER", folder.resolve("data").toString());
        return new RunningParley(builder.start(), folder);
    }

    private static Path temporary(Path folder) {
        return folder.resolve("temporary");
    }

    private static Path errors(Path folder) {
        return folder.resolve("errors");
    }

    static Path war() {
        return Path.of(System.getProperty("war.file"));
    }

    static List<String> command(Path war, Path temporary) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it lives for seconds: what the second compiler costs never comes back
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                war.toString()));
    }

    private URI readAddress() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        Matcher matcher = ADDRESS.matcher(line == null ? "" : line);
        if (!matcher.find()) {
            String errors = errors();
            close();
            throw new IllegalStateException("Parley did not start: " + line + " " + errors);
        }
        return URI.create(matcher.group(1));
    }

    /** The address of the page, ending in a slash. */
    public URI address() {
        return address;
    }

    /** The {@code ws:} address of {@code path}, which is relative: {@code "echo"}. */
    public URI webSocket(String path) {
        return URI.create(address.resolve(path).toString().replaceFirst("^http", "ws"));
    }

    /** Of its process. */
    long id() {
        return process.pid();
    }

    /** What it has written to its standard error stream. */
    String errors() throws IOException {
        return Files.readString(errors(folder));
    }

    Path temporary() {
        return temporary(folder);
    }

    /** Asks it to stop as Ctrl-C or a service manager would, and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Parley did not stop within " + DEADLINE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Ends it with {@code kill -9}; returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            forget();
        }
    }

    private void forget() {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
