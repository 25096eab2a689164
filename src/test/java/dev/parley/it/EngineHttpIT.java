package dev.parley.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.FixtureWar;
import dev.parley.it.RawExchange.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO over HTTP, byte by byte: what no unit test can show, because the container has its say. */
@ArquillianTest
class EngineHttpIT {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final Pattern SID = Pattern.compile("\\\\?\"sid\\\\?\":\\\\?\"([A-Za-z0-9_-]{20})\\\\?\"");

    /** More than a container has threads. */
    private static final int MANY = 250;

    @ArquillianResource
    @OperateOnDeployment("plain")
    private URL plain;

    @ArquillianResource
    @OperateOnDeployment("options")
    private URL options;

    @Deployment(name = "plain", testable = false)
    static WebArchive plain() throws IOException {
        return war("engine-plain.war", Map.of("parley.heartbeat.interval", "25s"));
    }

    @Deployment(name = "options", testable = false)
    static WebArchive options() throws IOException {
        return war(
                "engine-options.war",
                Map.ofEntries(
                        Map.entry("parley.socketio.path", "/rt/io"),
                        Map.entry("parley.socketio.serve-client", "false"),
                        Map.entry("parley.socketio.revision-3", "false"),
                        Map.entry("parley.origins", "https://good.example, https://*.fine.example"),
                        Map.entry("parley.cors.credentials", "true"),
                        Map.entry("parley.cors.exposed-headers", "X-Out"),
                        Map.entry("parley.cors.max-age", "600"),
                        Map.entry("parley.cookie.name", "io"),
                        Map.entry("parley.cookie.same-site", "strict")));
    }

    private static WebArchive war(String name, Map<String, String> options) throws IOException {
        Path war = FixtureWar.build(Path.of(System.getProperty("war.file")), Path.of("target", name), options);
        return ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
    }

    /** The engine that sends every message back. */
    private URI echo(String query) throws Exception {
        return plain.toURI().resolve("engine.io/?" + query);
    }

    private static String sid(Answer handshake) throws IOException {
        Matcher matcher = SID.matcher(handshake.text());
        assertTrue(matcher.find(), handshake.text());
        return matcher.group(1);
    }

    /** Opens a session that polls; the address of its polls and POSTs. */
    private URI open(String query) throws Exception {
        Answer handshake = RawExchange.of("GET", echo("transport=polling&" + query));
        assertEquals(200, handshake.status());
        return echo("transport=polling&" + query + "&sid=" + sid(handshake));
    }

    private URI open() throws Exception {
        return open("EIO=4");
    }

    private static Answer get(URI address, String... headers) throws IOException {
        return RawExchange.of("GET", address, headers);
    }

    private static Answer post(URI address, String body, String... headers) throws IOException {
        return RawExchange.post(address, body.getBytes(UTF_8), headers);
    }

    private static void assertGone(URI session) throws IOException {
        Answer next = get(session);
        assertEquals(400, next.status());
        assertEquals("{\"code\":1,\"message\":\"Session ID unknown\"}", next.text());
    }

    /** Of a poll that was under way when its session ended, on a connection of its own: it may have come just before or after. */
    private static void assertEnded(Answer answer) throws IOException {
        assertTrue(answer.status() == 400 || answer.text().equals("1"), answer.status() + " " + answer.text());
    }

    // answers

    @Test
    void the_answers_of_a_session() throws Exception {
        Answer handshake = get(echo("EIO=4&transport=polling"));
        assertEquals(200, handshake.status());
        assertEquals("text/plain;charset=utf-8", handshake.type());
        assertEquals("no-store", handshake.header("cache-control"));
        assertEquals(
                "0{\"sid\":\"" + sid(handshake) + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                        + "\"pingTimeout\":3000,\"maxPayload\":1000000}",
                handshake.text());
        assertEquals("", handshake.header("set-cookie"));
        assertEquals("", handshake.header("access-control-allow-origin"));
        URI session = echo("EIO=4&transport=polling&sid=" + sid(handshake));
        Answer posted = post(session, "4é😀<1e>bAQID".replace("<1e>", "\u001e"), "Content-Type: text/plain;charset=ISO-8859-1");
        assertEquals(200, posted.status());
        assertTrue(posted.type().startsWith("text/html"), posted.type());
        assertEquals("2", posted.header("content-length"));
        assertEquals("no-store", posted.header("cache-control"));
        assertEquals("ok", posted.text());
        assertEquals("ok", post(session, "6").text()); // which is answered when what came before is handled
        Answer polled = get(session);
        assertEquals(200, polled.status());
        assertEquals("text/plain;charset=utf-8", polled.type());
        assertEquals("no-store", polled.header("cache-control"));
        assertEquals("4é😀<1e>bAQID", polled.text());
    }

    @Test
    void revision_3_takes_and_gives_binary_payloads() throws Exception {
        URI session = open("EIO=3");
        byte[] payload = HexFormat.of().parseHex("0009ff34" + "c3a9f09f988020" + "21" + "0105ff0401020304");
        Answer posted = RawExchange.post(session, payload, "Content-Type: application/octet-stream");
        assertEquals("ok", posted.text());
        assertEquals("ok", post(session, "1:6").text()); // which is answered when what came before is handled
        Answer first = get(session);
        assertEquals("application/octet-stream", first.type());
        assertArrayEquals(payload, first.body());
        assertEquals("ok", post(session, "4:4hi!").text());
        Answer second = get(session);
        assertEquals("text/plain;charset=utf-8", second.type());
        assertEquals("4:4hi!", second.text());
    }

    @Test
    void revision_3_gives_text_to_a_client_that_can_take_no_binary() throws Exception {
        for (String spelling : List.of("1", "true")) {
            URI session = open("EIO=3&b64=" + spelling);
            post(session, "6:b4AQID");
            assertEquals("6:b4AQID", get(session).text());
        }
    }

    @Test
    void the_last_of_a_repeated_parameter_counts() throws Exception {
        assertTrue(get(echo("transport=polling&EIO=4&EIO=3")).text().matches("\\d+:0\\{.*"));
    }

    @ParameterizedTest
    @CsvSource({
        "Mozilla/4.0 (compatible;MSIE 8.0; Windows NT 6.0),           0",
        "Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko, 0",
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0,               ''",
    })
    void old_browsers_are_told_that_nothing_is_an_attack(String agent, String value) throws Exception {
        URI session = open();
        assertEquals(value, post(session, "4a", "User-Agent: " + agent).header("x-xss-protection"));
        assertEquals(value, get(session, "User-Agent: " + agent).header("x-xss-protection"));
        assertEquals(value, get(echo("EIO=4&transport=polling"), "User-Agent: " + agent).header("x-xss-protection"));
    }

    // refusals

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "GET    | EIO=4                                | 0 | Transport unknown",
        "GET    | EIO=4&transport=constructor          | 0 | Transport unknown",
        "GET    | EIO=4&transport=polling&sid=nobody   | 1 | Session ID unknown",
        "POST   | EIO=4&transport=polling&sid=nobody   | 1 | Session ID unknown",
        "PUT    | EIO=4&transport=polling              | 2 | Bad handshake method",
        "DELETE | EIO=4&transport=polling              | 2 | Bad handshake method",
        "OPTIONS| EIO=4&transport=polling              | 2 | Bad handshake method",
        "GET    | EIO=4&transport=websocket            | 3 | Bad request",
        "GET    | EIO=5&transport=polling              | 5 | Unsupported protocol version",
        "GET    | transport=polling                    | 5 | Unsupported protocol version",
    })
    void a_refusal_says_why(String method, String query, int code, String message) throws Exception {
        Answer refused = method.equals("POST") ? post(echo(query), "4a") : RawExchange.of(method, echo(query));
        assertEquals(400, refused.status());
        assertTrue(refused.type().startsWith("application/json"), refused.type());
        assertEquals("{\"code\":" + code + ",\"message\":\"" + message + "\"}", refused.text());
    }

    @Test
    void a_post_opens_no_session() throws Exception {
        assertEquals(
                "{\"code\":2,\"message\":\"Bad handshake method\"}", post(echo("EIO=4&transport=polling"), "4a").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "HEAD"})
    void another_method_gets_no_answer_from_a_session_and_does_it_no_harm(String method) throws Exception {
        URI session = open();
        Answer refused = RawExchange.of(method, session);
        assertEquals(400, refused.status());
        assertEquals("", refused.text());
        assertEquals("ok", post(session, "4a").text());
        assertEquals("4a", get(session).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "EIO=4&transport=pigeon               | 13 | Transport unknown",
        "EIO=4&transport=websocket&sid=nobody | 13 | Session ID unknown",
        "EIO=4&transport=polling              | 13 | Bad request",
        "EIO=5&transport=websocket            | 13 | Unsupported protocol version",
        "EIO=4&transport=websocket            | 12 | Sec-WebSocket-Version must be 13",
    })
    void a_web_socket_is_refused_with_the_bare_message(String query, String version, String message) throws Exception {
        Answer refused = upgrade(echo(query), version);
        assertEquals(400, refused.status());
        assertEquals("close", refused.header("connection"));
        assertTrue(refused.type().startsWith("text/html"), refused.type());
        assertEquals(message, refused.text());
    }

    private static Answer upgrade(URI address, String version, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: " + version));
        all.addAll(List.of(headers));
        return RawExchange.of("GET", address, all.toArray(String[]::new));
    }

    @Test
    void whatever_comes_is_answered_and_never_with_an_error_of_ours() throws Exception {
        Random random = new Random(20_260_601);
        for (int i = 0; i < 500; i++) {
            URI address = anyAddress(random);
            boolean isPost = address.toString().contains("sid=") || random.nextBoolean(); // a poll might be held
            String header = anyOf(
                    random,
                    "Content-Type: ;;;", "Content-Type: application/octet-stream", "Accept-Encoding: ;q=x",
                    "Sec-Fetch-Site: ?", "Referer: http://[", "Origin: null", "User-Agent: Trident/", "Upgrade: websocket");
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            Answer answer = isPost
                    ? RawExchange.post(address, body, header)
                    : RawExchange.of(anyOf(random, "GET", "PUT", "DELETE", "OPTIONS", "PATCH"), address, header);
            assertTrue(answer.status() < 500, answer.status() + " " + address + " " + header);
        }
        assertEquals("ok", post(open(), "4still here").text());
    }

    private URI anyAddress(Random random) throws Exception {
        String query = anyOf(random, "EIO=4", "EIO=3", "EIO=%00", "EIO") + "&"
                + anyOf(random, "transport=polling", "transport=polling", "transport=websocket", "transport=%F0%9F") + "&"
                + anyOf(random, "", "j=1", "j=%22", "j", "b64=1", "sid=", "sid=%0d%0a", "sid=" + "x".repeat(2_000), "%00=%FF&%C3");
        URI address = plain.toURI().resolve(anyOf(random, "engine.io/?", "socket.io/?") + query);
        Answer handshake = get(address);
        Matcher opened = SID.matcher(handshake.text());
        return opened.find() ? URI.create(address + "&sid=" + opened.group(1)) : address;
    }

    private static String anyOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    // polls

    @Test
    void a_second_poll_ends_the_first_and_the_session() throws Exception {
        URI session = open();
        try (RawExchange one = new RawExchange(session).begin("GET");
                RawExchange other = new RawExchange(session).begin("GET")) {
            List<Answer> answers = new ArrayList<>(List.of(one.read(), other.read())); // in whatever order they came
            answers.sort(Comparator.comparingInt(Answer::status));
            assertEquals(200, answers.get(0).status());
            assertEquals("1", answers.get(0).text());
            assertEquals(400, answers.get(1).status());
            assertEquals("", answers.get(1).text());
        }
        assertGone(session);
    }

    @Test
    void a_poll_whose_client_has_gone_ends_the_session() throws Exception {
        URI session = open();
        try (RawExchange dropped = new RawExchange(session).begin("GET")) {
            assertEquals("ok", post(session, "4a").text());
            assertEquals("4a", dropped.read().text());
            dropped.begin("GET");
            assertEquals("ok", post(session, "6").text());
        }
        assertEnded(get(session));
        assertGone(session);
    }

    @Test
    void a_client_that_says_good_bye_gets_noop() throws Exception {
        URI session = open();
        try (RawExchange held = new RawExchange(session).begin("GET")) {
            assertEquals("ok", post(session, "1").text());
            assertEquals("6", held.read().text());
        }
        assertGone(session);
    }

    @Test
    void polls_that_are_held_hold_no_thread() throws Exception {
        List<URI> sessions = new ArrayList<>();
        List<RawExchange> polls = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                sessions.add(open());
                polls.add(new RawExchange(sessions.get(i)).begin("GET"));
            }
            for (int i = 0; i < MANY; i += 10) {
                assertEquals("ok", post(sessions.get(i), "4" + i).text());
                assertEquals("4" + i, polls.get(i).read().text());
            }
        } finally {
            for (RawExchange poll : polls) {
                poll.close();
            }
        }
    }

    // POSTs

    @Test
    void a_body_may_come_in_chunks_that_split_characters() throws Exception {
        URI session = open();
        byte[] body = "4é汉😀!".getBytes(UTF_8);
        try (RawExchange exchange = new RawExchange(session)) {
            exchange.begin("POST").line("Transfer-Encoding: chunked").line("");
            for (byte each : body) {
                exchange.chunk(each);
            }
            assertEquals("ok", exchange.chunk().read().text());
        }
        assertEquals("4é汉😀!", get(session).text());
    }

    @Test
    void a_body_may_come_in_pieces() throws Exception {
        URI session = open();
        byte[] body = "4é汉😀!".getBytes(UTF_8);
        try (RawExchange exchange = new RawExchange(session)) {
            exchange.begin("POST").line("Content-Length: " + body.length).line("");
            for (byte each : body) {
                exchange.write(new byte[] {each});
            }
            assertEquals("ok", exchange.read().text());
        }
        assertEquals("4é汉😀!", get(session).text());
    }

    @Test
    void a_body_may_be_as_large_as_the_limit() throws Exception {
        URI session = open();
        String largest = "4" + "x".repeat(MAX_PAYLOAD - 1);
        assertEquals("ok", post(session, largest).text());
        assertEquals(largest, get(session).text());
    }

    @Test
    void a_body_that_is_announced_to_be_larger_is_refused_before_it_comes() throws Exception {
        URI session = open();
        for (long length : new long[] {MAX_PAYLOAD + 1, 10_000_000_000L}) {
            try (RawExchange exchange = new RawExchange(session)) {
                Answer refused = exchange.begin("POST").line("Content-Length: " + length).line("").read();
                assertEquals(413, refused.status());
                assertEquals("", refused.text());
            }
        }
        assertEquals("ok", post(session, "4still here").text());
        assertEquals("4still here", get(session).text());
    }

    @Test
    void a_body_in_chunks_that_grows_larger_is_refused() throws Exception {
        URI session = open();
        try (RawExchange exchange = new RawExchange(session)) {
            exchange.begin("POST").line("Transfer-Encoding: chunked").line("");
            byte[] chunk = "4".repeat(100_000).getBytes(UTF_8);
            for (int sent = 0; sent < MAX_PAYLOAD; sent += chunk.length) {
                exchange.chunk(chunk);
            }
            Answer refused = exchange.chunk((byte) '4').read();
            assertEquals(413, refused.status());
            assertEquals("", refused.text());
        }
        assertEquals("ok", post(session, "4still here").text());
        assertEquals("4still here", get(session).text());
    }

    @Test
    void revision_4_takes_no_binary_body() throws Exception {
        URI session = open();
        Answer refused = RawExchange.post(session, new byte[] {1}, "Content-Type: application/octet-stream");
        assertEquals(400, refused.status());
        assertEquals("", refused.text());
        assertGone(session);
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream, true, Content-Length: 100",
        "application/octet-stream, true, Transfer-Encoding: chunked",
        "text/plain, false, Content-Length: 100",
        "text/plain, false, Transfer-Encoding: chunked",
    })
    void a_post_that_is_refused_is_answered_before_its_body_comes(String type, boolean isKnown, String head)
            throws Exception {
        URI session = isKnown ? open() : echo("EIO=4&transport=polling&sid=nobody");
        try (RawExchange exchange = new RawExchange(session)) {
            exchange.begin("POST").line("Content-Type: " + type).line(head).line("");
            if (head.endsWith("chunked")) { // Payara hears of such a request when its first chunk is there
                exchange.chunk((byte) '4');
            }
            assertEquals(400, exchange.read().status());
        }
        assertGone(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "4a\u001e"})
    void a_body_that_is_no_payload_ends_the_session(String body) throws Exception {
        URI session = open();
        assertEquals("ok", post(session, body).text());
        assertGone(session);
    }

    @Test
    void a_post_that_is_cut_ends_the_session() throws Exception {
        for (String head : List.of("Content-Length: 100", "Transfer-Encoding: chunked")) {
            URI session = open();
            try (RawExchange held = new RawExchange(session).begin("GET")) {
                try (RawExchange cut = new RawExchange(session)) {
                    cut.begin("POST").line(head).line("").write(head.endsWith("d") ? "64\r\n4abc" : "4abc");
                }
                assertEnded(held.read());
            }
            assertGone(session);
        }
    }

    @Test
    void a_second_post_while_one_is_under_way_ends_the_session_and_both() throws Exception {
        URI session = open();
        try (RawExchange held = new RawExchange(session).begin("GET");
                RawExchange first = new RawExchange(session)) {
            first.begin("POST").line("Content-Length: 4").line("").write("4a");
            Answer second = post(session, "6");
            for (int i = 0; second.status() == 200 && i < 1_000; i++) { // until the first has come
                second = post(session, "6");
            }
            assertEquals(400, second.status());
            assertEnded(held.read());
            assertEquals(400, first.write("bc").read().status());
        }
        assertGone(session);
    }

    // compression

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gzip              | 600 | gzip",
        "deflate           | 600 | deflate",
        "deflate, gzip     | 600 | gzip",
        "gzip;q=0, deflate | 600 | deflate",
        "br                | 600 | ''",
        "gzip              | 511 | ''",
    })
    void answers_of_1024_bytes_are_compressed_as_the_client_likes(String accepted, int letters, String coding)
            throws Exception {
        URI session = open();
        String message = "4" + "é".repeat(letters); // 1201 bytes or 1023, and fewer characters
        post(session, message);
        Answer answer = get(session, "Accept-Encoding: " + accepted);
        assertEquals(coding, answer.header("content-encoding"));
        assertEquals(message, answer.text());
        assertEquals(coding.isEmpty(), answer.body().length > 1_000);
    }

    // script elements

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void a_client_may_poll_by_script_elements_and_post_by_forms(String revision) throws Exception {
        Answer handshake = get(echo("transport=polling&j=3&EIO=" + revision));
        assertEquals("text/javascript;charset=utf-8", handshake.type());
        assertTrue(handshake.text().matches("___eio\\[3]\\(\"(\\d+:)?0\\{.*}\"\\);"), handshake.text());
        URI session = echo("transport=polling&j=3&EIO=" + revision + "&sid=" + sid(handshake));
        String packet = "4a+b%26%5C%5Cn%5Cn%E2%80%A8%F0%9F%98%80%22"; // a b&, an escaped \n, a line feed, U+2028, an emoji, a quote
        String prefix = revision.equals("3") ? "12%3A" : "";
        Answer posted = post(session, "d=" + prefix + packet, "Content-Type: application/x-www-form-urlencoded");
        assertEquals("ok", posted.text());
        String expected = (revision.equals("3") ? "12:" : "") + "4a b&\\\\n\\n\\u2028😀\\\"";
        Answer polled = get(session);
        assertEquals("___eio[3](\"" + expected + "\");", polled.text());
        assertEquals("text/javascript;charset=utf-8", polled.type());
        assertEquals("ok", post(session, "x=1", "Content-Type: application/x-www-form-urlencoded").text());
        assertEquals("ok", post(session, "d=" + (revision.equals("3") ? "1%3A1" : "1")).text());
    }

    @Test
    void bytes_come_to_script_elements_as_text() throws Exception {
        Answer handshake = get(echo("transport=polling&j=0&EIO=3"));
        URI session = echo("transport=polling&j=0&EIO=3&sid=" + sid(handshake));
        post(session, "d=6%3Ab4AQID", "Content-Type: application/x-www-form-urlencoded");
        assertEquals("___eio[0](\"6:b4AQID\");", get(session).text());
    }

    // the WebSocket

    @Test
    void a_message_over_the_web_socket_may_be_as_large_as_the_limit_and_no_larger() throws Exception {
        URI address = Deployed.webSocket(plain.toURI(), "engine.io/?EIO=4&transport=websocket");
        try (RawClient client = new RawClient(address)) {
            assertTrue(client.read().text().startsWith("0{"));
            sendLong(client, MAX_PAYLOAD);
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            while (back.size() < MAX_PAYLOAD) {
                back.write(bytes(client.read()));
            }
            assertEquals(MAX_PAYLOAD, back.size());
            sendLong(client, MAX_PAYLOAD + 1);
            assertEquals(1009, client.read(RawClient.CLOSE).closeCode());
        }
    }

    private static byte[] bytes(RawClient.Frame frame) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no UTF-8           | 81 82 01020304 c3 28",
        "half a character   | 81 81 01020304 f0",
        "a reserved bit     | c1 81 00000000 34",
        "a reserved opcode  | 83 81 00000000 34",
        "a long ping        | 89 fe 007e 00000000",
        "a ping in parts    | 09 80 00000000",
        "a part of nothing  | 80 81 00000000 34",
        "a negative length  | 81 ff ffffffffffffffff 00000000",
        "a close of 1 byte  | 88 81 00000000 03",
        "a binary no packet | 82 80 00000000",
        "no packet          | 81 81 00000000 78",
    })
    void a_bad_first_frame_costs_its_connection_and_nobody_else(String what, String frame) throws Exception {
        for (String address : List.of("engine.io/?EIO=3", "socket.io/?EIO=4", "socket.io/?EIO=3")) {
            URI webSocket = Deployed.webSocket(plain.toURI(), address + "&transport=websocket");
            try (RawClient other = new RawClient(webSocket);
                    RawClient client = new RawClient(webSocket)) {
                client.read(RawClient.TEXT);
                client.sendBytes(HexFormat.of().parseHex(frame.replace(" ", "")));
                assertTrue(client.isClosed(), what);
                assertTrue(other.read(RawClient.TEXT).text().startsWith("0{"), what);
                other.sendText(address.endsWith("3") ? "2" : "40");
                assertTrue(other.read(RawClient.TEXT).text().matches("3|40.*"), what);
            }
        }
    }

    private static void sendLong(RawClient client, int size) throws IOException {
        for (int sent = 0; sent < size; sent += 50_000) {
            int length = Math.min(50_000, size - sent);
            client.send(sent + length == size, sent == 0 ? RawClient.TEXT : 0, "4".repeat(length).getBytes(UTF_8));
        }
    }

    @Test
    void address_and_query_of_a_client_are_known_on_both_transports() throws Exception {
        String own = InetAddress.getByName(plain.getHost()).getHostAddress();
        String query = "socket.io/?EIO=4&%26a=%26%3D%3Fa&transport=";
        URI polling = plain.toURI().resolve(query + "polling");
        URI session = URI.create(polling + "&sid=" + sid(get(polling)));
        post(session, "40");
        get(session);
        post(session, "420[\"handshake\"]");
        try (RawClient client = new RawClient(Deployed.webSocket(plain.toURI(), query + "websocket"))) {
            client.sendText("40");
            client.sendText("420[\"handshake\"]");
            String told = "";
            while (!told.startsWith("430")) {
                told = client.read(RawClient.TEXT).text();
            }
            String polled = "";
            while (!polled.contains("430[")) { // the fixture speaks first, in the same payload or in one before
                polled = get(session).text();
            }
            for (String facts : List.of(told, polled)) {
                assertTrue(facts.contains("\"address\":\"" + own + "\""), facts);
                assertTrue(facts.contains("\"&a\":\"&=?a\""), facts);
            }
        }
    }

    @Test
    void a_poll_that_is_held_ends_when_a_web_socket_is_tried() throws Exception {
        URI session = open();
        URI address = URI.create(session.toString().replaceFirst("^http", "ws").replace("=polling", "=websocket"));
        try (RawExchange held = new RawExchange(session).begin("GET");
                RawClient client = new RawClient(address)) {
            client.sendText("2probe");
            assertEquals("3probe", client.read(RawClient.TEXT).text());
            assertEquals("6", held.read().text());
            client.sendText("5");
            client.sendText("4a");
            assertEquals("4a", client.read(RawClient.TEXT).text());
            Answer late = get(session);
            assertEquals(400, late.status());
            assertEquals("{\"code\":3,\"message\":\"Bad request\"}", late.text());
        }
    }

    // the browser's client

    @Test
    void the_browsers_client_is_served_and_may_be_kept() throws Exception {
        URI file = plain.toURI().resolve("socket.io/socket.io.min.js");
        Answer fresh = get(file, "Accept-Encoding: gzip");
        assertEquals(200, fresh.status());
        assertEquals("application/javascript;charset=utf-8", fresh.type());
        assertEquals("public, max-age=0", fresh.header("cache-control"));
        assertEquals("gzip", fresh.header("content-encoding"));
        assertTrue(fresh.text().contains("socket.io"));
        String tag = fresh.header("etag");
        assertTrue(tag.matches("\"[0-9.]+\""), tag);
        for (String known : List.of(tag, "W/" + tag)) {
            Answer kept = get(file, "If-None-Match: " + known);
            assertEquals(304, kept.status());
            assertEquals(tag, kept.header("etag"));
        }
        assertEquals(200, get(file, "If-None-Match: \"0\"").status());
        assertEquals("application/json;charset=utf-8", get(URI.create(file + ".map")).type());
    }

    @Test
    void other_files_below_the_path_are_no_files() throws Exception {
        Answer refused = get(plain.toURI().resolve("socket.io/package.json"));
        assertEquals(400, refused.status());
        assertEquals("{\"code\":0,\"message\":\"Transport unknown\"}", refused.text());
        Answer off = get(options.toURI().resolve("rt/io/socket.io.js"));
        assertEquals("{\"code\":0,\"message\":\"Transport unknown\"}", off.text());
    }

    @Test
    void whatever_is_below_the_path_is_served() throws Exception {
        assertEquals(
                200, get(plain.toURI().resolve("engine.io/any/thing/?EIO=4&transport=polling")).status());
    }

    // options

    private URI withOptions(String query) throws Exception {
        return options.toURI().resolve("rt/io/?" + query);
    }

    @Test
    void an_engine_stands_where_the_option_says_and_nowhere_else() throws Exception {
        assertEquals(200, get(withOptions("EIO=4&transport=polling")).status());
        assertEquals(404, get(options.toURI().resolve("socket.io/?EIO=4&transport=polling")).status());
        assertEquals(404, upgrade(options.toURI().resolve("socket.io/?EIO=4&transport=websocket"), "13").status());
        assertEquals(101, upgrade(withOptions("EIO=4&transport=websocket"), "13").status());
    }

    @Test
    void revision_3_is_refused_where_it_is_off() throws Exception {
        Answer refused = get(withOptions("EIO=3&transport=polling"));
        assertEquals("{\"code\":5,\"message\":\"Unsupported protocol version\"}", refused.text());
        assertEquals(
                "Unsupported protocol version", upgrade(withOptions("EIO=3&transport=websocket"), "13").text());
    }

    @Test
    void the_cookie_comes_with_the_first_answer_to_a_poll_only() throws Exception {
        Answer handshake = get(withOptions("EIO=4&transport=polling"));
        String sid = sid(handshake);
        assertEquals("io=" + sid + "; Path=/; HttpOnly; SameSite=Strict", handshake.header("set-cookie"));
        URI session = withOptions("EIO=4&transport=polling&sid=" + sid);
        assertEquals("", post(session, "40").header("set-cookie"));
        assertEquals("", get(session).header("set-cookie"));
        assertEquals("", upgrade(withOptions("EIO=4&transport=websocket"), "13").header("set-cookie"));
        assertEquals("", get(withOptions("EIO=4&transport=pigeon")).header("set-cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://good.example", "https://a.fine.example"})
    void a_page_of_a_listed_origin_may_ask_and_may_poll(String origin) throws Exception {
        Answer preflight = RawExchange.of(
                "OPTIONS",
                withOptions("EIO=4&transport=polling"),
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-one, x-two");
        assertEquals(204, preflight.status());
        assertEquals(origin, preflight.header("access-control-allow-origin"));
        assertEquals("true", preflight.header("access-control-allow-credentials"));
        assertEquals("GET,HEAD,PUT,PATCH,POST,DELETE", preflight.header("access-control-allow-methods"));
        assertEquals("x-one, x-two", preflight.header("access-control-allow-headers"));
        assertEquals("600", preflight.header("access-control-max-age"));
        assertEquals("Origin, Access-Control-Request-Headers", preflight.header("vary"));
        assertEquals("", preflight.header("set-cookie"));
        Answer handshake = get(withOptions("EIO=4&transport=polling"), "Origin: " + origin);
        assertAllowed(origin, handshake);
        URI session = withOptions("EIO=4&transport=polling&sid=" + sid(handshake));
        assertAllowed(origin, post(session, "40", "Origin: " + origin));
        assertAllowed(origin, get(session, "Origin: " + origin));
        assertAllowed(origin, get(withOptions("EIO=4&transport=pigeon"), "Origin: " + origin));
        assertEquals(101, upgrade(withOptions("EIO=4&transport=websocket"), "13", "Origin: " + origin).status());
    }

    private static void assertAllowed(String origin, Answer answer) {
        assertEquals(origin, answer.header("access-control-allow-origin"));
        assertEquals("true", answer.header("access-control-allow-credentials"));
        assertEquals("X-Out", answer.header("access-control-expose-headers"));
        assertTrue(answer.header("vary").contains("Origin"), answer.header("vary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://good.example", "https://fine.example", "null"})
    void a_page_of_another_origin_may_nothing(String origin) throws Exception {
        Answer refused = get(withOptions("EIO=4&transport=polling"), "Origin: " + origin);
        assertEquals(403, refused.status());
        assertEquals("{\"code\":4,\"message\":\"Forbidden\"}", refused.text());
        assertFalse(refused.headers().containsKey("access-control-allow-origin"));
        assertEquals("", refused.header("set-cookie"));
        Answer webSocket = upgrade(withOptions("EIO=4&transport=websocket"), "13", "Origin: " + origin);
        assertEquals(400, webSocket.status());
        assertEquals("Forbidden", webSocket.text());
        Answer preflight = RawExchange.of(
                "OPTIONS", withOptions("EIO=4&transport=polling"), "Origin: " + origin, "Access-Control-Request-Method: POST");
        assertFalse(preflight.headers().containsKey("access-control-allow-origin"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Sec-Fetch-Site: cross-site                                                | &j=0 | 403",
        "Sec-Fetch-Site: same-site                                                 | &j=0 | 403",
        "Sec-Fetch-Site: same-origin                                               | &j=0 | 200",
        "Referer: http://evil.example/page?x                                       | &j=0 | 403",
        "Referer: http://evil.example/page?x                                       | ''   | 403",
        "Referer: https://good.example/page                                        | &j=0 | 200",
        "Referer: https://a.fine.example                                           | ''   | 200",
        "Referer: http://HOST/page                                                 | &j=0 | 200",
        "Referer: http://HOST.evil.example/page                                    | &j=0 | 403",
        "Accept: */*                                                               | &j=0 | 200",
    })
    void a_page_that_sends_no_origin_is_known_otherwise(String header, String more, int status) throws Exception {
        String own = options.getHost() + ":" + options.getPort();
        Answer answer = get(withOptions("EIO=4&transport=polling" + more), header.replace("HOST", own));
        assertEquals(status, answer.status());
        assertFalse(answer.headers().containsKey("access-control-allow-origin"));
        URI session = withOptions("EIO=4&transport=polling" + more + "&sid=" + openWithOptions());
        assertEquals(status, get(session, header.replace("HOST", own)).status());
    }

    /** A session of nobody's page. */
    private String openWithOptions() throws Exception {
        String sid = sid(get(withOptions("EIO=4&transport=polling")));
        assertEquals("ok", post(withOptions("EIO=4&transport=polling&sid=" + sid), "40").text());
        return sid;
    }

    @Test
    void a_page_of_the_same_host_may_always() throws Exception {
        String own = "http://" + options.getHost() + ":" + options.getPort();
        assertEquals(200, get(withOptions("EIO=4&transport=polling"), "Origin: " + own).status());
        assertEquals(101, upgrade(withOptions("EIO=4&transport=websocket"), "13", "Origin: " + own).status());
        String plainOwn = "http://" + plain.getHost() + ":" + plain.getPort();
        Answer handshake = get(echo("EIO=4&transport=polling"), "Origin: " + plainOwn);
        assertEquals(200, handshake.status());
        assertEquals("", handshake.header("access-control-allow-origin"));
        assertEquals(403, get(echo("EIO=4&transport=polling"), "Origin: https://evil.example").status());
    }
}
