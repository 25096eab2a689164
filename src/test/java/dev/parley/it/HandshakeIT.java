package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What an application learns of handshakes, on a container. */
@ArquillianTest
class HandshakeIT {
    private static final String FRAGMENT =
            """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <name>few</name>
              <context-param>
                <param-name>parley.connections.max</param-name>
                <param-value>30</param-value>
              </context-param>
              <context-param>
                <param-name>parley.session.attributes</param-name>
                <param-value>user, nothing</param-value>
              </context-param>
            </web-fragment>
            """;

    @Deployment(testable = false)
    static WebArchive war() {
        WebArchive war = Deployed.parley()
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "few.jar")
                        .addAsManifestResource(new StringAsset(FRAGMENT), "web-fragment.xml"));
        File[] classes = new File("target/test-classes/dev/parley/it")
                .listFiles((folder, name) -> name.startsWith("HandshakeApplication"));
        for (File each : classes) { // as files, because what they need is in the WAR alone
            war.addAsWebInfResource(each, "classes/dev/parley/it/" + each.getName());
        }
        return war;
    }

    @ArquillianResource
    private URL base;

    private RawExchange.Answer get(String path, String... headers) throws IOException, URISyntaxException {
        return RawExchange.of("GET", base.toURI().resolve(path), headers);
    }

    private RawExchange.Answer upgrade(String path, String... headers) throws IOException, URISyntaxException {
        List<String> all = new ArrayList<>(List.of("Upgrade: websocket", "Connection: Upgrade"));
        all.addAll(List.of(headers));
        return get(path, all.toArray(String[]::new));
    }

    /** Waits until the application has heard of a failed handshake. */
    private void assertHeard(String failure) throws IOException, URISyntaxException {
        URI failures = Deployed.webSocket(base.toURI(), "failures");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        List<String> heard = List.of();
        while (!heard.contains(failure)) {
            assertTrue(System.nanoTime() < deadline, () -> failure + " was not told");
            try (RawClient client = new RawClient(failures)) {
                client.sendText("?");
                heard = client.read(RawClient.TEXT).text().lines().toList();
            }
        }
    }

    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String EVIL = "Origin: https://evil.example";

    private static final String LANGUAGES = "Accept-Language: de;q=0.5, zh-CN, *;q=0.1";

    @Test
    void what_is_in_the_containers_session_is_known_whatever_the_handshake() throws Exception {
        String session = get("sign-in").header("set-cookie").replaceFirst(";.*", "");
        int length = session.substring(session.indexOf('=') + 1).replaceFirst("\\..*", "").length();
        String facts = "[zh_CN, de] " + length + " {cart=[milk], user=anna}";
        assertFacts(facts, "Cookie: " + session, LANGUAGES);
    }

    @Test
    void no_session_is_made_for_who_has_none() throws Exception {
        assertFacts("[] no session", "Cookie: JSESSIONID=ABCDEF0123456789");
        assertEquals("", get("socket.io/?EIO=4&transport=polling").header("set-cookie"));
    }

    private void assertFacts(String facts, String... headers) throws IOException, URISyntaxException {
        try (RawClient client = new RawClient(Deployed.webSocket(base.toURI(), "ws/facts"), headers)) {
            assertEquals("{\"type\":\"facts\",\"args\":[\"" + facts + "\"]}", client.read(RawClient.TEXT).text());
        }
        URI webSocket = Deployed.webSocket(base.toURI(), "socket.io/?EIO=4&transport=websocket");
        try (RawClient client = new RawClient(webSocket, headers)) {
            client.read(RawClient.TEXT);
            client.sendText("40/facts,");
            client.read(RawClient.TEXT);
            assertEquals("42/facts,[\"facts\",\"" + facts + "\"]", client.read(RawClient.TEXT).text());
        }
        String path = "socket.io/?EIO=4&transport=polling";
        String open = get(path, headers).text();
        String polling = path + "&sid=" + open.replaceFirst(".*\"sid\":\"([^\"]*)\".*", "$1");
        RawExchange.post(base.toURI().resolve(polling), "40/facts,".getBytes(StandardCharsets.UTF_8));
        String answer = get(polling).text();
        if (!answer.contains("42/")) { // at first only that it is in
            answer = get(polling).text();
        }
        assertTrue(answer.endsWith("42/facts,[\"facts\",\"" + facts + "\"]"), answer);
        RawExchange.post(base.toURI().resolve(polling), "1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void pages_that_may_not_connect_are_told_of() throws Exception {
        String polling = "socket.io/?EIO=4&transport=polling";
        assertEquals(403, get(polling, EVIL).status());
        assertHeard("engine GET 4 Forbidden {origin=https://evil.example} /socket.io/");
        assertEquals(400, upgrade("socket.io/?EIO=4&transport=websocket", KEY, VERSION, EVIL).status());
        assertEquals(403, upgrade("ws/away", KEY, VERSION, EVIL).status());
        assertHeard("native 403 pages of this origin may not connect {name=FORBIDDEN_ORIGIN} /ws/away");
    }

    @Test
    void wrong_versions_are_told_of() throws Exception {
        String old = "Sec-WebSocket-Version: 8";
        assertEquals(
                "13",
                upgrade("socket.io/?EIO=4&transport=websocket", KEY, old).header("sec-websocket-version"));
        assertHeard("engine GET 3 Sec-WebSocket-Version must be 13 {version=8} /socket.io/");
        assertEquals(426, upgrade("ws/old", KEY, old).status());
        assertHeard("native 426 Sec-WebSocket-Version must be 13 {name=UNSUPPORTED_VERSION} /ws/old");
        assertEquals(400, get("socket.io/?EIO=9&transport=polling").status());
        assertHeard("engine GET 5 Unsupported protocol version {protocol=9} /socket.io/");
    }

    @Test
    void handshakes_that_are_none_are_told_of() throws Exception {
        assertEquals(400, upgrade("socket.io/?EIO=4&transport=websocket", VERSION).status());
        assertHeard("engine GET 3 Bad request {name=WEBSOCKET_HANDSHAKE_ERROR} /socket.io/");
        assertEquals(400, upgrade("ws/keyless", VERSION).status());
        assertHeard("native 400  {name=WEBSOCKET_HANDSHAKE_ERROR} /ws/keyless");
    }

    @Test
    void those_for_whom_there_is_no_room_are_told_of() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            fill(clients);
            assertEquals(503, upgrade("ws/crowd", KEY, VERSION).status());
            assertEquals(503, get("socket.io/?EIO=4&transport=polling").status());
            assertEquals(503, upgrade("socket.io/?EIO=4&transport=websocket", KEY, VERSION).status());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        try (RawClient free = awaitRoom()) {
            assertTrue(free.head().contains(" 101 "));
        }
        assertHeard("native 503 the server has 30 connections, which is all it may (parley.connections.max) {name=SERVER_FULL} /ws/crowd");
        assertHeard("engine GET 4 the server has 30 connections, which is all it may (parley.connections.max) {name=SERVER_FULL} /socket.io/");
    }

    /** Connects until there is no room; a handshake counts only when it is over. */
    private void fill(List<RawClient> clients) throws URISyntaxException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        for (RawClient next = crowd(); next != null; next = crowd()) {
            clients.add(next);
            assertTrue(System.nanoTime() < deadline, "there is a limit");
        }
    }

    /** A connection, once others are gone. */
    private RawClient awaitRoom() throws URISyntaxException {
        RawClient client = crowd();
        for (; client == null; client = crowd()) {
            LockSupport.parkNanos(1_000_000);
        }
        return client;
    }

    /** One more connection; null if it is refused. */
    private RawClient crowd() throws URISyntaxException {
        try {
            return new RawClient(Deployed.webSocket(base.toURI(), "ws/crowd"));
        } catch (IOException refused) {
            return null;
        }
    }
}
