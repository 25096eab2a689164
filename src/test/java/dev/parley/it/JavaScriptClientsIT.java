package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.parley.fixture.FixtureWar;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Socket.IO's own clients for JavaScript, unmodified, from the npm registry: {@code src/test/js/clients} has the scenarios,
 * each for every version and every transport.
 */
@ArquillianTest
class JavaScriptClientsIT {
    private static final Path SCENARIOS = Path.of("src", "test", "js", "clients");
    private static final Path WORK = Path.of("target", "js-clients");
    private static final int PATIENCE_SECONDS = 180;

    @ArquillianResource
    @OperateOnDeployment("fixture")
    private URL fixture;

    @ArquillianResource
    @OperateOnDeployment("messagepack")
    private URL messagePack;

    @ArquillianResource
    @OperateOnDeployment("recovery")
    private URL recovery;

    @Deployment(name = "fixture", testable = false)
    static WebArchive fixture() throws IOException {
        return war("fixture.war", Map.of());
    }

    @Deployment(name = "messagepack", testable = false)
    static WebArchive messagePack() throws IOException {
        return war("messagepack.war", Map.of("parley.socketio.parser", "messagepack"));
    }

    @Deployment(name = "recovery", testable = false)
    static WebArchive recovery() throws IOException {
        return war("recovery.war", Map.of("parley.socketio.recovery.enabled", "true"));
    }

    private static WebArchive war(String name, Map<String, String> options) throws IOException {
        File war = FixtureWar.build(Path.of(System.getProperty("war.file")), Path.of("target", name), options).toFile();
        return ShrinkWrap.createFromZipFile(WebArchive.class, war);
    }

    @ParameterizedTest(name = "client {0} by {1}")
    @CsvSource({
        "4.8, polling", "4.8, websocket", "4.8, upgrade",
        "3.1, polling", "3.1, websocket", "3.1, upgrade",
        "2.5, polling", "2.5, websocket", "2.5, upgrade",
    })
    void every_scenario_passes(String version, String transport) throws Exception {
        install();
        ProcessBuilder node = new ProcessBuilder("node", "--test", "matrix.test.mjs");
        node.environment()
                .putAll(Map.of(
                        "PARLEY_URL", fixture.toString(),
                        "PARLEY_MSGPACK_URL", messagePack.toString(),
                        "PARLEY_RECOVERY_URL", recovery.toString(),
                        "PARLEY_DEADLINE_MS", "15000",
                        "PARLEY_CLIENTS", version,
                        "PARLEY_TRANSPORTS", transport));
        String report = run(node);
        assertTrue(report.contains("# fail 0"), report);
    }

    private static void install() throws Exception {
        if (Files.exists(WORK.resolve("node_modules"))) {
            return;
        }
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
        run(new ProcessBuilder("npm", "ci", "--omit=dev", "--no-audit", "--no-fund"));
    }

    /** Runs a program to its end; its output, or of the tests that failed what they said. */
    private static String run(ProcessBuilder program) throws Exception {
        File output = File.createTempFile("clients", ".txt", WORK.toFile());
        Process process;
        try {
            process = program.directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(output).start();
        } catch (IOException absent) {
            String message = "install Node 20 or later, with npm, to test Socket.IO's clients for JavaScript";
            if ("true".equals(System.getenv("CI"))) {
                fail(message, absent);
            }
            return abort(message);
        }
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
