package dev.parley.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.parley.it.RawExchange.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who breaks the rules of Engine.IO is told so, and costs nobody else anything. */
@ArquillianTest
class EngineRefusalsIT extends EngineHttp {
    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return echoing("engine-refusals.war");
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"unchecked", "checked", "error", "late"})
    void why_a_request_has_failed_is_told_to_nobody(String kind) throws Exception {
        Answer failed = get(base.toURI().resolve("failing?as=" + kind));
        assertEquals(500, failed.status());
        for (String reason : List.of("secret", "Exception", "dev.parley", "doGet")) {
            assertFalse(failed.text().contains(reason), failed.text());
        }
        assertTrue(failed.header("content-security-policy").endsWith("; frame-ancestors 'none'"), failed.headers()::toString);
        assertEquals("no-referrer", failed.header("referrer-policy"));
        assertEquals("nosniff", failed.header("x-content-type-options"));
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

    @Test
    void a_page_of_another_host_is_refused_unless_an_option_lets_it_in() throws Exception {
        String own = "http://" + base.getHost() + ":" + base.getPort();
        Answer handshake = get(echo("EIO=4&transport=polling"), "Origin: " + own);
        assertEquals(200, handshake.status());
        assertEquals("", handshake.header("access-control-allow-origin"));
        assertEquals(403, get(echo("EIO=4&transport=polling"), "Origin: https://evil.example").status());
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
        URI address = base.toURI().resolve(anyOf(random, "engine.io/?", "socket.io/?") + query);
        Answer handshake = get(address);
        Matcher opened = SID.matcher(handshake.text());
        return opened.find() ? URI.create(address + "&sid=" + opened.group(1)) : address;
    }

    private static String anyOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void a_message_over_the_web_socket_may_be_as_large_as_the_limit_and_no_larger() throws Exception {
        URI address = Deployed.webSocket(base.toURI(), "engine.io/?EIO=4&transport=websocket");
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
        assumeFalse(
                Deviations.endpointsReadOn() && what.equals("a negative length"),
                "Undertow's endpoints wait for all of it, until the heartbeat ends that");
        for (String address : List.of("engine.io/?EIO=3", "socket.io/?EIO=4", "socket.io/?EIO=3")) {
            URI webSocket = Deployed.webSocket(base.toURI(), address + "&transport=websocket");
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
}
