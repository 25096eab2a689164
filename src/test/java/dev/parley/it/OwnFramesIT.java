package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.RawClient.Frame;
import dev.parley.it.RawExchange.Answer;
import dev.parley.websocket.Conformance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSockets whose frames are Parley's own, byte by byte. */
@ArquillianTest
class OwnFramesIT {
    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        Path war = FixtureWar.build(
                Path.of(System.getProperty("war.file")),
                Path.of("target", "own-frames.war"),
                Map.of("parley.websocket.frames", "own"));
        return ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
    }

    private URI at(String path) throws Exception {
        return base.toURI().resolve(path);
    }

    static List<Conformance.Case> cases() {
        return Conformance.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_rule_of_rfc_6455(Conformance.Case each) throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            client.sendBytes(each.bytes());
            List<String> heard = new ArrayList<>();
            while (heard.size() < each.outcomes().size()) {
                heard.add(outcome(client));
            }
            assertEquals(each.outcomes(), heard);
            if (!heard.get(heard.size() - 1).startsWith("close")) {
                client.send(true, RawClient.CLOSE, (byte) 3, (byte) 0xe8);
                assertEquals("close 1000", outcome(client), "nothing came besides");
            }
            client.awaitEnd();
        }
    }

    private static String outcome(RawClient client) throws IOException {
        Frame frame = client.read();
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.writeBytes(bytes(frame));
        String text = payload.toString(StandardCharsets.UTF_8);
        return switch (frame.opcode()) {
            case RawClient.TEXT -> "text " + text;
            case RawClient.BINARY -> "binary " + payload.size();
            case RawClient.PONG -> "pong " + text;
            case RawClient.CLOSE -> payload.size() == 0 ? "close" : "close " + frame.closeCode();
            default -> "opcode " + frame.opcode();
        };
    }

    private static byte[] bytes(Frame frame) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(bytes);
        return bytes;
    }

    @Test
    void the_answer_to_a_handshake() throws Exception {
        try (RawClient client = new RawClient(at("ws"), "Sec-WebSocket-Protocol: soap, json")) {
            assertTrue(client.head().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), client.head());
            assertTrue(client.head().toLowerCase(Locale.ROOT).contains("sec-websocket-protocol: json"), client.head());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Connection: Upgrade|Sec-WebSocket-Version: 13|X: x",
                "Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: short",
                "Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ",
            })
    void a_handshake_that_is_none_is_refused(String first, String second, String third) throws Exception {
        Answer answer = RawExchange.of("GET", at("echo"), "Upgrade: websocket", first, second, third);
        assertEquals(400, answer.status());
        assertTrue(answer.text().contains("Sec-WebSocket-Key must be 16 bytes in base64"), answer.text());
    }

    @Test
    void a_message_beyond_the_limit_closes_with_1009() throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            for (int i = 0; i < 20; i++) {
                client.send(false, i == 0 ? RawClient.BINARY : RawClient.CONTINUATION, new byte[60_000]);
            }
            assertEquals("close 1009", outcome(client));
            client.awaitEnd();
        }
    }

    @Test
    void a_client_that_reads_late_gets_everything_in_order() throws Exception {
        try (RawClient client = new RawClient(at("echo"))) {
            for (int i = 0; i < 2_000; i++) {
                client.sendText(i + "*".repeat(500));
            }
            for (int i = 0; i < 2_000; i++) {
                assertEquals("text " + i + "*".repeat(500), outcome(client));
            }
        }
    }
}
