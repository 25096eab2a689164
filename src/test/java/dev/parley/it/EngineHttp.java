package dev.parley.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.RawExchange.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A server with an engine that sends every message back, and clients that write bytes: for what no unit test can show. */
abstract class EngineHttp {
    static final int MAX_PAYLOAD = 1_000_000;
    static final Pattern SID = Pattern.compile("\\\\?\"sid\\\\?\":\\\\?\"([A-Za-z0-9_-]{20})\\\\?\"");

    @ArquillianResource
    URL base;

    /** A server without options of its own. */
    static WebArchive echoing(String name) throws IOException {
        return war(name, Map.of("parley.heartbeat.interval", "25s"));
    }

    static WebArchive war(String name, Map<String, String> options) throws IOException {
        Path war = FixtureWar.build(Path.of(System.getProperty("war.file")), Path.of("target", name), options);
        return ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
    }

    /** By what addresses its containers know it, for {@code parley.proxies}: Payara's is not the loopback's. */
    static String thisHost() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .collect(Collectors.joining(", ", "127.0.0.0/8, ", ""));
    }

    /** The engine that sends every message back. */
    URI echo(String query) throws Exception {
        return base.toURI().resolve("engine.io/?" + query);
    }

    static String sid(Answer handshake) throws IOException {
        Matcher matcher = SID.matcher(handshake.text());
        assertTrue(matcher.find(), handshake.text());
        return matcher.group(1);
    }

    /** Opens a session that polls; the address of its polls and POSTs. */
    URI open(String query) throws Exception {
        Answer handshake = RawExchange.of("GET", echo("transport=polling&" + query));
        assertEquals(200, handshake.status());
        return echo("transport=polling&" + query + "&sid=" + sid(handshake));
    }

    URI open() throws Exception {
        return open("EIO=4");
    }

    static Answer get(URI address, String... headers) throws IOException {
        return RawExchange.of("GET", address, headers);
    }

    static Answer post(URI address, String body, String... headers) throws IOException {
        return RawExchange.post(address, body.getBytes(UTF_8), headers);
    }

    static Answer upgrade(URI address, String version, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: " + version));
        all.addAll(List.of(headers));
        return RawExchange.of("GET", address, all.toArray(String[]::new));
    }

    static void assertGone(URI session) throws IOException {
        Answer next = get(session);
        assertEquals(400, next.status());
        assertEquals("{\"code\":1,\"message\":\"Session ID unknown\"}", next.text());
    }
}
