package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.RawExchange.Answer;
import dev.parley.websocket.Conformance;
import dev.parley.websocket.Conformance.Case;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets byte by byte, over frames of our own and over the container's endpoints. */
@ArquillianTest
class ConformanceIT {
    private static final int LIMIT = 1_000_000;
    private static final Deviations DEVIATIONS = Deviations.ofThisRun();

    private static AtOnce<Case> rules; // null before the first of them

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        Path war = FixtureWar.build(
                Path.of(System.getProperty("war.file")),
                Path.of("target", "conformance.war"),
                Map.of("parley.websocket.compression", "context"));
        return ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
    }

    private URI at(String path) throws Exception {
        return base.toURI().resolve(path);
    }

    static List<Case> rules() {
        return Conformance.cases();
    }

    static List<Case> limits() {
        return Conformance.limits(LIMIT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_of_rfc_6455(Case each) throws Exception {
        if (rules == null) {
            rules = new AtOnce<>(rules(), this::check);
        }
        rules.await(each);
    }

    private void check(Case each) throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            client.sendBytes(each.bytes());
            Outcomes outcomes = check(each, client);
            assertEquals(Outcomes.END, outcomes.next(), "nothing comes after a farewell");
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void a_limit(Case each) throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            try {
                client.sendBytes(each.bytes());
            } catch (SocketException nobodyReads) {
                // what has been answered shows whether that is right
            }
            check(each, client);
        }
    }

    /** @return what comes after a farewell */
    private static Outcomes check(Case each, RawClient client) throws IOException {
        Outcomes outcomes = new Outcomes(client);
        List<List<String>> possible = DEVIATIONS.outcomes(each);
        List<String> heard = new ArrayList<>();
        while (heard.size() < possible.get(0).size()) {
            heard.add(outcomes.next());
        }
        assertTrue(possible.contains(heard), () -> heard + ", and not " + possible);
        String last = heard.get(heard.size() - 1);
        if (!last.startsWith("close") && !last.equals(Outcomes.END)) {
            client.send(true, RawClient.CLOSE, (byte) 3, (byte) 0xe8);
            assertEquals("close 1000", outcomes.next(), "nothing came besides");
        }
        return outcomes;
    }

    @Test
    void every_deviation_is_one() {
        assertEquals(
                List.of(),
                DEVIATIONS.stale(Stream.of(rules(), limits(), handshakes()).flatMap(List::stream).toList()));
    }

    @Test
    void the_answer_to_a_handshake() throws Exception {
        try (RawClient client = new RawClient(at("ws"), "Sec-WebSocket-Protocol: soap, json")) {
            assertTrue(client.head().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), client.head());
            assertTrue(client.head().toLowerCase(Locale.ROOT).contains("sec-websocket-protocol: json"), client.head());
        }
    }

    static List<Case> handshakes() {
        return Conformance.handshakes();
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void a_rule_of_the_handshake(Case each) throws Exception {
        URI echo = at("echo");
        String request = new String(each.bytes(), StandardCharsets.US_ASCII)
                .replace("{path}", echo.getRawPath())
                .replace("{host}", echo.getHost() + ":" + echo.getPort());
        try (RawExchange exchange = new RawExchange(echo)) {
            String status = Integer.toString(exchange.write(request).readStatus());
            assertTrue(DEVIATIONS.outcomes(each).contains(List.of(status)), status);
        }
    }

    @Test
    void who_is_refused_hears_why() throws Exception {
        Answer answer = RawExchange.of(
                "GET", at("echo"), "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: short");
        assertTrue(answer.text().contains("Sec-WebSocket-Key must be 16 bytes in base64, once"), answer.text());
    }

    /** So what RFC 7692 wants concerns frames of our own alone: {@link CompressionIT}. */
    @Test
    void compression_is_agreed_on_where_the_frames_are_ours() throws Exception {
        try (RawClient client = new RawClient(at("echo"), "Sec-WebSocket-Extensions: permessage-deflate")) {
            String head = client.head().toLowerCase(Locale.ROOT);
            assertEquals(Deviations.framesAreOurs(), head.contains("permessage-deflate"), head);
        }
    }

    @Test
    void who_does_not_answer_a_farewell_is_let_go() throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            for (int sent = 0; sent <= LIMIT; sent += 50_000) {
                client.send(false, sent == 0 ? RawClient.BINARY : RawClient.CONTINUATION, new byte[50_000]);
            }
            assertEquals("close 1009", new Outcomes(client).next());
            client.awaitEnd();
        }
    }

    @Test
    void a_client_that_reads_late_gets_everything_in_order() throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            for (int i = 0; i < 2_000; i++) {
                client.sendText(i + "*".repeat(500));
            }
            Outcomes outcomes = new Outcomes(client);
            for (int i = 0; i < 2_000; i++) {
                assertEquals("text " + i + "*".repeat(500), outcomes.next());
            }
        }
    }
}
