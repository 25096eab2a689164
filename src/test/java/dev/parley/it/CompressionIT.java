package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.RawClient.Frame;
import dev.parley.websocket.Conformance;
import dev.parley.websocket.DeflateConformance;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed WebSocket messages (RFC 7692), byte by byte and with real clients. */
@ArquillianTest
@DisabledIfEnvironmentVariable(
        named = "PARLEY_WEBSOCKET_FRAMES",
        matches = "container",
        disabledReason = "endpoints agree on no compression")
class CompressionIT {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String FORGETFUL = OFFER + "; client_no_context_takeover; server_no_context_takeover";
    private static final byte[] TAIL = {0, 0, -1, -1};
    private static final Pattern ANSWER = Pattern.compile("(?i)\r\nsec-websocket-extensions: *(.*?)\r\n");
    private static final int COMPRESSED_BINARY = 0x40 | RawClient.BINARY;
    private static final int LIMIT = 1_000_000;

    private static AtOnce<Conformance.Case> apart; // null before the first of them
    private static AtOnce<Conformance.Case> together; // the same

    @ArquillianResource
    private URL base;

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        Path built = FixtureWar.build(
                Path.of(System.getProperty("war.file")),
                Path.of("target", "compression.war"),
                Map.of(
                        "parley.websocket.frames", "own",
                        "parley.websocket.compression", "context",
                        "parley.websocket.compression-threshold", "20"));
        WebArchive war = ShrinkWrap.createFromZipFile(WebArchive.class, built.toFile());
        File[] classes = new File("target/test-classes/dev/parley/it")
                .listFiles((folder, name) -> name.startsWith("ConnectionApplication"));
        for (File each : classes) {
            war.addAsWebInfResource(each, "classes/dev/parley/it/" + each.getName());
        }
        return war;
    }

    private RawClient client(String path, String... headers) throws Exception {
        return new RawClient(base.toURI().resolve(path), headers);
    }

    static List<Conformance.Case> withoutContext() {
        Stream<Conformance.Case> ofAll = Conformance.cases().stream().filter(DeflateConformance::isOfAll);
        return Stream.of(ofAll, DeflateConformance.always().stream(), DeflateConformance.withoutContext().stream())
                .flatMap(each -> each)
                .toList();
    }

    static List<Conformance.Case> inContext() {
        return DeflateConformance.inContext();
    }

    @ParameterizedTest
    @MethodSource("withoutContext")
    void a_rule_for_messages_that_are_compressed_by_themselves(Conformance.Case each) throws Exception {
        if (apart == null) {
            apart = new AtOnce<>(withoutContext(), rule -> check(rule, FORGETFUL, false));
        }
        apart.await(each);
    }

    @ParameterizedTest
    @MethodSource("inContext")
    void a_rule_for_messages_that_are_compressed_in_context(Conformance.Case each) throws Exception {
        if (together == null) {
            together = new AtOnce<>(inContext(), rule -> check(rule, OFFER, true));
        }
        together.await(each);
    }

    private void check(Conformance.Case each, String offer, boolean inContext) throws Exception {
        try (RawClient client = client("echo", offer)) {
            check(each, client, new Answers(client, inContext));
        }
    }

    private static void check(Conformance.Case each, RawClient client, Answers answers) throws Exception {
        client.sendBytes(each.bytes());
        List<String> heard = new ArrayList<>();
        while (heard.size() < each.outcomes().size()) {
            heard.add(answers.next());
        }
        assertEquals(each.outcomes(), heard);
        if (!heard.get(heard.size() - 1).startsWith("close")) {
            client.send(true, RawClient.CLOSE, (byte) 3, (byte) 0xe8);
            assertEquals("close 1000", answers.next(), "nothing came besides");
        }
        client.awaitEnd();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate|permessage-deflate",
                "permessage-deflate; client_max_window_bits|permessage-deflate",
                "permessage-deflate; server_no_context_takeover|permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate|permessage-deflate",
                "permessage-deflate; server_max_window_bits=15|permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10|''",
                "permessage-deflate; unknown|''",
                "permessage-bzip2|''",
            })
    void the_answer_to_an_offer(String offer, String answer) throws Exception {
        try (RawClient client = client("echo", "Sec-WebSocket-Extensions: " + offer)) {
            assertEquals(answer, answer(client));
        }
    }

    @Test
    void offers_may_stand_in_several_headers() throws Exception {
        try (RawClient client = client("echo", "Sec-WebSocket-Extensions: mux; max=\"4\"", OFFER)) {
            assertEquals("permessage-deflate", answer(client));
        }
    }

    private static String answer(RawClient client) {
        return ANSWER.matcher(client.head()).results().map(found -> found.group(1)).findFirst().orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate;", "permessage-deflate; client_max_window_bits=", "=", "permessage-deflate; x=\"a b\""})
    void a_handshake_that_breaks_the_grammar_is_refused(String offer) {
        IOException refused = assertThrows(IOException.class, () -> client("echo", "Sec-WebSocket-Extensions: " + offer).close());
        assertTrue(refused.getMessage().contains(" 400 "), refused.getMessage());
    }

    @Test
    void an_application_knows_what_was_agreed_on() throws Exception {
        try (RawClient client = client("feed?token=x", OFFER)) {
            client.sendText("facts");
            assertEquals("text OPEN websocket 0 none [permessage-deflate] /feed", new Answers(client, true).next());
        }
        try (RawClient client = client("feed?token=x")) {
            client.sendText("facts");
            assertEquals("text OPEN websocket 0 none [] /feed", new Answers(client, false).next());
        }
    }

    @Test
    void messages_are_compressed_from_the_threshold_on() throws Exception {
        try (RawClient client = client("echo", FORGETFUL)) {
            client.sendText("a".repeat(19));
            assertFalse(client.read().isCompressed());
            client.sendText("a".repeat(20));
            assertTrue(client.read().isCompressed());
        }
    }

    @Test
    void without_an_offer_nothing_is_compressed() throws Exception {
        try (RawClient client = client("echo")) {
            client.sendText("a".repeat(10_000));
            Frame frame = client.read();
            assertFalse(frame.isCompressed());
            assertEquals(10_000, frame.payload().remaining());
        }
    }

    @Test
    void in_context_what_was_said_before_is_only_referred_to() throws Exception {
        String said = "{\"event\":\"new message\",\"from\":\"Peter\",\"text\":\"Hello, how are you?\"}";
        try (RawClient client = client("echo", OFFER)) {
            client.sendText(said);
            int first = client.read().payload().remaining();
            client.sendText(said);
            int second = client.read().payload().remaining();
            assertTrue(second < 12 && first > 40, second + " bytes after " + first);
        }
    }

    @Test
    void the_application_says_what_is_not_worth_it() throws Exception {
        try (RawClient client = client("socket.io/?EIO=4&transport=websocket", FORGETFUL)) {
            client.sendText("40/beneath,");
            Answers answers = new Answers(client, false);
            while (!answers.next().startsWith("text 40/beneath,")) {
                // the handshake comes first
            }
            client.sendText("42/beneath,[\"zeros\",false]");
            Frame plain = client.read(RawClient.TEXT);
            client.sendText("42/beneath,[\"zeros\",true]");
            Frame compressed = client.read(RawClient.TEXT);
            assertFalse(plain.isCompressed());
            assertTrue(compressed.isCompressed());
            assertArrayEquals(bytes(plain), answers.payload(compressed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFER, FORGETFUL})
    void the_limit_counts_what_is_inflated(String offer) throws Exception {
        try (RawClient client = client("echo", offer)) {
            client.send(true, COMPRESSED_BINARY, zeros(LIMIT));
            assertEquals("binary " + LIMIT, new Answers(client, true).next());
            client.send(true, COMPRESSED_BINARY, zeros(LIMIT + 1));
            assertEquals("close 1009", new Answers(client, true).next());
            client.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OFFER, FORGETFUL})
    void a_bomb_is_refused_at_the_limit(String offer) throws Exception {
        try (RawClient client = client("echo", offer)) {
            client.send(true, COMPRESSED_BINARY, zeros(60_000_000));
            assertEquals("close 1009", new Answers(client, true).next());
        }
    }

    @Test
    void a_stream_of_much_in_little_waits_for_whoever_reads_it() throws Exception {
        try (RawClient client = client("read", FORGETFUL)) {
            client.send(true, COMPRESSED_BINARY, zeros(50_000_000));
            assertEquals("reading", control("read"));
            byte[] answer = new Answers(client, false).payload(client.read(RawClient.TEXT));
            assertEquals("50000000 bytes by parley-stream-n", new String(answer, StandardCharsets.UTF_8));
        }
        long growth = Long.parseLong(control("heap growth"));
        assertTrue(growth < 10_000_000, "while nobody reads the heap has grown by " + growth);
    }

    private String control(String command) throws Exception {
        try (RawClient control = client("control")) {
            control.sendText(command);
            return control.read(RawClient.TEXT).text();
        }
    }

    @Test
    void the_client_of_node_gets_back_what_it_sends() throws Exception {
        NpmClients.install();
        ProcessBuilder node = new ProcessBuilder("node", "--test", "compression.test.mjs");
        node.environment().put("PARLEY_URL", base.toString());
        String report = NpmClients.run(node);
        assertTrue(report.contains("# fail 0"), report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.8", "2.5"})
    void every_scenario_of_socket_io_passes(String version) throws Exception {
        NpmClients.install();
        ProcessBuilder node = new ProcessBuilder("node", "--test", "matrix.test.mjs");
        node.environment()
                .putAll(Map.of(
                        "PARLEY_URL", base.toString(),
                        "PARLEY_DEADLINE_MS", "15000",
                        "PARLEY_CLIENTS", version,
                        "PARLEY_TRANSPORTS", "websocket"));
        String report = NpmClients.run(node);
        assertTrue(report.contains("# fail 0"), report);
    }

    private static byte[] zeros(int count) {
        Deflater deflater = new Deflater(9, true);
        byte[] out = new byte[count / 500 + 1_000];
        deflater.setInput(new byte[count]);
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, size - TAIL.length);
    }

    private static byte[] bytes(Frame frame) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(bytes);
        return bytes;
    }

    /** What a server's frames say. */
    private static final class Answers {
        private final RawClient client;
        private final boolean isInContext;
        private Inflater inflater = new Inflater(true);

        Answers(RawClient client, boolean isInContext) {
            this.client = client;
            this.isInContext = isInContext;
        }

        String next() throws IOException, DataFormatException {
            Frame frame = client.read();
            byte[] payload = payload(frame);
            String text = new String(payload, StandardCharsets.UTF_8);
            return switch (frame.opcode()) {
                case RawClient.TEXT -> "text " + text;
                case RawClient.BINARY -> "binary " + payload.length;
                case RawClient.PONG -> "pong " + text;
                case RawClient.CLOSE -> payload.length == 0 ? "close" : "close " + frame.closeCode();
                default -> "opcode " + frame.opcode();
            };
        }

        byte[] payload(Frame frame) throws DataFormatException {
            if (!frame.isCompressed()) {
                return bytes(frame);
            }
            inflater = isInContext ? inflater : new Inflater(true);
            ByteArrayOutputStream inflated = new ByteArrayOutputStream();
            byte[] buffer = new byte[10_000];
            for (byte[] input : List.of(bytes(frame), TAIL)) {
                inflater.setInput(input);
                for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
                    inflated.write(buffer, 0, count);
                }
            }
            return inflated.toByteArray();
        }
    }
}
