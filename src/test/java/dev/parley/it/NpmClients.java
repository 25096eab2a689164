package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.parley.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clients from the npm registry, and the scripts around them; without Node the test is skipped, but never in CI. */
public final class NpmClients {
    private static final Path SCENARIOS = Path.of("src", "test", "js", "clients");
    private static final Path WORK = Path.of("target", "js-clients");
    private static final int PATIENCE_SECONDS = 180;

    private NpmClients() {}

    /** Copies the scenarios, and installs the packages unless that has been done; the folder where they are. */
    public static Path install() throws Exception {
        boolean isInstalled = isInstalled();
        try (Stream<Path> files = Files.walk(SCENARIOS)) {
            for (Path file : files.filter(each -> !each.toString().contains("node_modules")).toList()) {
                Path copy = WORK.resolve(SCENARIOS.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!isInstalled) {
            run(new ProcessBuilder("npm", "ci", "--omit=dev", "--no-audit", "--no-fund"));
        }
        return WORK;
    }

    /** Whether npm has come to its end, which is when it writes a list of its own, and with these packages. */
    private static boolean isInstalled() throws IOException {
        Path lock = WORK.resolve("package-lock.json");
        return Files.exists(WORK.resolve("node_modules").resolve(".package-lock.json"))
                && Files.exists(lock)
                && Files.mismatch(lock, SCENARIOS.resolve("package-lock.json")) < 0;
    }

    /** Runs a program there to its end; its output, or of the tests that failed what they said. */
    public static String run(ProcessBuilder program) throws Exception {
        File output = File.createTempFile("clients", ".txt", WORK.toFile());
        Process process = Programs.start(
                program.directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(output),
                "install Node 20 or later, with npm, to test Socket.IO's clients for JavaScript");
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail(program.command() + " took more than " + PATIENCE_SECONDS + " s: " + failures(output.toPath()));
        }
        assertEquals(0, process.exitValue(), () -> failures(output.toPath()));
        return Files.readString(output.toPath());
    }

    private static String failures(Path output) {
        try {
            String text = Files.readString(output, StandardCharsets.UTF_8);
            String failed = Stream.of(text.split("(?m)(?=^not ok)", -1))
                    .filter(part -> part.startsWith("not ok"))
                    .map(part -> part.substring(0, Math.min(part.length(), 1_500)))
                    .collect(Collectors.joining("\n"));
            return failed.isEmpty() ? text : failed;
        } catch (IOException e) {
            return List.of(e).toString();
        }
    }
}
