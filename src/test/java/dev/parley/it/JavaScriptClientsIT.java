package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
    private static final Map<String, String> MESSAGE_PACK = Map.of("parley.socketio.parser", "messagepack");
    private static final Map<String, String> RECOVERY = Map.of("parley.socketio.recovery.enabled", "true");

    /** One of two: who tells everyone something is heard by every client of a server, so each runs against its own. */
    private record Lane(URL fixture, URL messagePack, URL recovery) {}

    @ArquillianResource
    @OperateOnDeployment("fixture")
    private URL fixture;

    @ArquillianResource
    @OperateOnDeployment("messagepack")
    private URL messagePack;

    @ArquillianResource
    @OperateOnDeployment("recovery")
    private URL recovery;

    @ArquillianResource
    @OperateOnDeployment("fixture2")
    private URL fixture2;

    @ArquillianResource
    @OperateOnDeployment("messagepack2")
    private URL messagePack2;

    @ArquillianResource
    @OperateOnDeployment("recovery2")
    private URL recovery2;

    @Deployment(name = "fixture", testable = false)
    static WebArchive fixture() throws IOException {
        return war("fixture.war", Map.of());
    }

    @Deployment(name = "messagepack", testable = false)
    static WebArchive messagePack() throws IOException {
        return war("messagepack.war", MESSAGE_PACK);
    }

    @Deployment(name = "recovery", testable = false)
    static WebArchive recovery() throws IOException {
        return war("recovery.war", RECOVERY);
    }

    @Deployment(name = "fixture2", testable = false)
    static WebArchive fixture2() throws IOException {
        return war("fixture2.war", Map.of());
    }

    @Deployment(name = "messagepack2", testable = false)
    static WebArchive messagePack2() throws IOException {
        return war("messagepack2.war", MESSAGE_PACK);
    }

    @Deployment(name = "recovery2", testable = false)
    static WebArchive recovery2() throws IOException {
        return war("recovery2.war", RECOVERY);
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
    }

    @ParameterizedTest(name = "client {0} by {1}")
    @MethodSource("clients")
    void every_scenario_passes(String version, String transport) throws Exception {
        if (reports == null) {
            NpmClients.install();
            BlockingQueue<Lane> lanes = new ArrayBlockingQueue<>(2);
            lanes.add(new Lane(fixture, messagePack, recovery));
            lanes.add(new Lane(fixture2, messagePack2, recovery2));
            reports = clients().collect(Collectors.toMap(
                    each -> List.of(each.get()),
                    each -> TWO_AT_ONCE.submit(() -> {
                        Lane lane = lanes.take();
                        try {
                            return report(lane, (String) each.get()[0], (String) each.get()[1]);
                        } finally {
                            lanes.add(lane);
                        }
                    })));
        }
        String report = reports.get(List.<Object>of(version, transport)).get();
        assertTrue(report.contains("# fail 0"), report);
    }

    private String report(Lane lane, String version, String transport) throws Exception {
        ProcessBuilder node = new ProcessBuilder("node", "--test", "matrix.test.mjs");
        node.environment()
                .putAll(Map.of(
                        "PARLEY_URL", lane.fixture().toString(),
                        "PARLEY_MSGPACK_URL", lane.messagePack().toString(),
                        "PARLEY_RECOVERY_URL", lane.recovery().toString(),
                        "PARLEY_DEADLINE_MS", "15000",
                        "PARLEY_CLIENTS", version,
                        "PARLEY_TRANSPORTS", transport));
        return NpmClients.run(node);
    }
}
