package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.RawExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the engine stands and who may come, by option. */
@ArquillianTest
class EngineOptionsIT extends EngineHttp {
    @Deployment(testable = false)
    static WebArchive war() throws IOException {
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
                        Map.entry("parley.proxies", thisHost()),
                        Map.entry("parley.sid.bind-address", "true"),
                        Map.entry("parley.cookie.name", "io"),
                        Map.entry("parley.cookie.same-site", "strict")));
    }

    private URI engine(String query) throws Exception {
        return base.toURI().resolve("rt/io/?" + query);
    }

    @Test
    void an_engine_stands_where_the_option_says_and_nowhere_else() throws Exception {
        assertEquals(200, get(engine("EIO=4&transport=polling")).status());
        assertEquals(404, get(base.toURI().resolve("socket.io/?EIO=4&transport=polling")).status());
        assertEquals(404, upgrade(base.toURI().resolve("socket.io/?EIO=4&transport=websocket"), "13").status());
        assertEquals(101, upgrade(engine("EIO=4&transport=websocket"), "13").status());
    }

    @Test
    void the_browsers_client_is_not_served_where_that_is_off() throws Exception {
        Answer refused = get(base.toURI().resolve("rt/io/socket.io.js"));
        assertEquals("{\"code\":0,\"message\":\"Transport unknown\"}", refused.text());
    }

    @Test
    void revision_3_is_refused_where_it_is_off() throws Exception {
        Answer refused = get(engine("EIO=3&transport=polling"));
        assertEquals("{\"code\":5,\"message\":\"Unsupported protocol version\"}", refused.text());
        assertEquals(
                "Unsupported protocol version", upgrade(engine("EIO=3&transport=websocket"), "13").text());
    }

    @Test
    void the_cookie_comes_with_the_first_answer_to_a_poll_only() throws Exception {
        Answer handshake = get(engine("EIO=4&transport=polling"));
        String sid = sid(handshake);
        assertEquals("io=" + sid + "; Path=/; HttpOnly; SameSite=Strict", handshake.header("set-cookie"));
        URI session = engine("EIO=4&transport=polling&sid=" + sid);
        assertEquals("", post(session, "40").header("set-cookie"));
        assertEquals("", get(session).header("set-cookie"));
        assertEquals("", upgrade(engine("EIO=4&transport=websocket"), "13").header("set-cookie"));
        assertEquals("", get(engine("EIO=4&transport=pigeon")).header("set-cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://good.example", "https://a.fine.example"})
    void a_page_of_a_listed_origin_may_ask_and_may_poll(String origin) throws Exception {
        Answer preflight = RawExchange.of(
                "OPTIONS",
                engine("EIO=4&transport=polling"),
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
        Answer handshake = get(engine("EIO=4&transport=polling"), "Origin: " + origin);
        assertAllowed(origin, handshake);
        URI session = engine("EIO=4&transport=polling&sid=" + sid(handshake));
        assertAllowed(origin, post(session, "40", "Origin: " + origin));
        assertAllowed(origin, get(session, "Origin: " + origin));
        assertAllowed(origin, get(engine("EIO=4&transport=pigeon"), "Origin: " + origin));
        assertEquals(101, upgrade(engine("EIO=4&transport=websocket"), "13", "Origin: " + origin).status());
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For: 192.0.2.66, Accept: */*",
        "X-Forwarded-For: 192.0.2.1,  Origin: https://a.fine.example",
    })
    void a_stolen_session_is_of_no_use_elsewhere(String address, String page) throws Exception {
        String[] owner = {"X-Forwarded-For: 192.0.2.1", "Origin: https://good.example"};
        String sid = sid(get(engine("EIO=4&transport=polling"), owner));
        URI session = engine("EIO=4&transport=polling&sid=" + sid);
        String unknown = "{\"code\":1,\"message\":\"Session ID unknown\"}";
        assertEquals(unknown, post(session, "40", address, page).text());
        assertEquals(unknown, get(session, address, page).text());
        URI webSocket = engine("EIO=4&transport=websocket&sid=" + sid);
        assertEquals("Session ID unknown", upgrade(webSocket, "13", address, page).text());
        assertEquals("ok", post(session, "40", owner).text());
        assertTrue(get(session, owner).text().startsWith("40"));
        assertEquals(101, upgrade(webSocket, "13", owner).status());
    }

    @Test
    void a_stolen_stream_is_of_no_use_elsewhere() throws Exception {
        URI sse = base.toURI().resolve("sse");
        try (SseClient stream = SseClient.connect(sse, "X-Forwarded-For", "192.0.2.1")) {
            String[] thief = {"Session: " + stream.session(), "Content-Type: application/json", "X-Forwarded-For: 192.0.2.66"};
            assertEquals(404, post(sse, "{\"type\":\"rooms\"}", thief).status());
            thief[2] = "X-Forwarded-For: 192.0.2.1";
            assertNotEquals(404, post(sse, "{\"type\":\"rooms\"}", thief).status());
        }
    }

    private static void assertAllowed(String origin, Answer answer) {
        assertEquals(origin, answer.header("access-control-allow-origin"));
        assertEquals("true", answer.header("access-control-allow-credentials"));
        assertEquals("X-Out", answer.header("access-control-expose-headers"));
        assertTrue(answer.header("vary").contains("Origin"), answer.header("vary"));
    }

    @Test
    void a_page_of_a_listed_origin_may_ask_the_http_api_and_another_may_not() throws Exception {
        String good = "Origin: https://good.example";
        URI api = base.toURI().resolve("api/session");
        Answer preflight = RawExchange.of(
                "OPTIONS", api, good, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization");
        assertEquals(204, preflight.status());
        assertEquals("https://good.example", preflight.header("access-control-allow-origin"));
        assertEquals("authorization", preflight.header("access-control-allow-headers"));
        assertAllowed("https://good.example", get(api, good));
        String evil = "Origin: https://evil.example";
        assertEquals("", RawExchange.of("OPTIONS", api, evil, "Access-Control-Request-Method: GET").header("access-control-allow-origin"));
        assertEquals("", get(api, evil).header("access-control-allow-origin"));
        assertEquals(403, post(api, "{}", evil, "Content-Type: application/json").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://good.example", "https://fine.example", "null"})
    void a_page_of_another_origin_may_nothing(String origin) throws Exception {
        Answer refused = get(engine("EIO=4&transport=polling"), "Origin: " + origin);
        assertEquals(403, refused.status());
        assertEquals("{\"code\":4,\"message\":\"Forbidden\"}", refused.text());
        assertFalse(refused.headers().containsKey("access-control-allow-origin"));
        assertEquals("", refused.header("set-cookie"));
        Answer webSocket = upgrade(engine("EIO=4&transport=websocket"), "13", "Origin: " + origin);
        assertEquals(400, webSocket.status());
        assertEquals("Forbidden", webSocket.text());
        Answer preflight = RawExchange.of(
                "OPTIONS", engine("EIO=4&transport=polling"), "Origin: " + origin, "Access-Control-Request-Method: POST");
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
        String own = base.getHost() + ":" + base.getPort();
        Answer answer = get(engine("EIO=4&transport=polling" + more), header.replace("HOST", own));
        assertEquals(status, answer.status());
        assertFalse(answer.headers().containsKey("access-control-allow-origin"));
        URI session = engine("EIO=4&transport=polling" + more + "&sid=" + openEngine());
        assertEquals(status, get(session, header.replace("HOST", own)).status());
    }

    /** A session of nobody's page. */
    private String openEngine() throws Exception {
        String sid = sid(get(engine("EIO=4&transport=polling")));
        assertEquals("ok", post(engine("EIO=4&transport=polling&sid=" + sid), "40").text());
        return sid;
    }

    @Test
    void a_page_of_the_same_host_may_always() throws Exception {
        String own = "http://" + base.getHost() + ":" + base.getPort();
        assertEquals(200, get(engine("EIO=4&transport=polling"), "Origin: " + own).status());
        assertEquals(101, upgrade(engine("EIO=4&transport=websocket"), "13", "Origin: " + own).status());
    }
}
