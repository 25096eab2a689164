package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Socket.IO's own clients for JavaScript, unmodified, from the npm registry: {@code src/test/js/clients} has the scenarios,
 * each for every version and every transport.
 */
@ArquillianTest
class JavaScriptClientsIT {
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

    /** Where it is about who reads and writes the frames of WebSockets, without those that have none. */
    static Stream<Arguments> clients() {
        List<String> transports = System.getenv("PARLEY_WEBSOCKET_FRAMES") == null
                ? List.of("polling", "websocket", "upgrade")
                : List.of("websocket", "upgrade");
        return Stream.of("4.8", "3.1", "2.5")
                .flatMap(version -> transports.stream().map(transport -> Arguments.of(version, transport)));
    }

    private static final ExecutorService TWO_AT_ONCE = Executors.newFixedThreadPool(2); // they mostly wait

    private static Map<List<Object>, Future<String>> reports; // by version and transport; null before the first is asked for

    @AfterAll
    static void end() {
        TWO_AT_ONCE.shutdownNow();
        // Arquillian's container for Payara Micro starts one server a deployment and ends the last alone
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("payara-micro"))
                .forEach(ProcessHandle::destroy);
    }

    @ParameterizedTest(name = "client {0} by {1}")
    @MethodSource("clients")
    void every_scenario_passes(String version, String transport) throws Exception {
        if (reports == null) {
            NpmClients.install();
            reports = clients().collect(Collectors.toMap(
                    each -> List.of(each.get()),
                    each -> TWO_AT_ONCE.submit(() -> report((String) each.get()[0], (String) each.get()[1]))));
        }
        String report = reports.get(List.<Object>of(version, transport)).get();
        assertTrue(report.contains("# fail 0"), report);
    }

    private String report(String version, String transport) throws Exception {
        ProcessBuilder node = new ProcessBuilder("node", "--test", "matrix.test.mjs");
        node.environment()
                .putAll(Map.of(
                        "PARLEY_URL", fixture.toString(),
                        "PARLEY_MSGPACK_URL", messagePack.toString(),
                        "PARLEY_RECOVERY_URL", recovery.toString(),
                        "PARLEY_DEADLINE_MS", "15000",
                        "PARLEY_CLIENTS", version,
                        "PARLEY_TRANSPORTS", transport));
        return NpmClients.run(node);
    }
}
