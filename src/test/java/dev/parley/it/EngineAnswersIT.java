package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.RawExchange.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests of Engine.IO are answered with, header by header and byte by byte. */
@ArquillianTest
class EngineAnswersIT extends EngineHttp {
    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return echoing("engine-answers.war");
    }

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

    @Test
    void the_browsers_client_is_served_and_may_be_kept() throws Exception {
        URI file = base.toURI().resolve("socket.io/socket.io.min.js");
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
        Answer refused = get(base.toURI().resolve("socket.io/package.json"));
        assertEquals(400, refused.status());
        assertEquals("{\"code\":0,\"message\":\"Transport unknown\"}", refused.text());
    }

    @Test
    void whatever_is_below_the_path_is_served() throws Exception {
        assertEquals(
                200, get(base.toURI().resolve("engine.io/any/thing/?EIO=4&transport=polling")).status());
    }

    @Test
    void address_and_query_of_a_client_are_known_on_both_transports() throws Exception {
        String own = InetAddress.getByName(base.getHost()).getHostAddress();
        String query = "socket.io/?EIO=4&%26a=%26%3D%3Fa&transport=";
        URI polling = base.toURI().resolve(query + "polling");
        URI session = URI.create(polling + "&sid=" + sid(get(polling)));
        post(session, "40");
        get(session);
        post(session, "420[\"handshake\"]");
        try (RawClient client = new RawClient(Deployed.webSocket(base.toURI(), query + "websocket"))) {
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
}
