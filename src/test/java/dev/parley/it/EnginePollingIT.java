package dev.parley.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.RawExchange.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls and POSTs as a container delivers them: held, broken, in pieces, too large. */
@ArquillianTest
class EnginePollingIT extends EngineHttp {
    /** More than a container has threads. */
    private static final int MANY = 250;

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return echoing("engine-polling.war");
    }

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
    void a_body_may_come_with_its_head_or_begin_with_it() throws Exception {
        URI session = open();
        for (String later : List.of("", "x".repeat(20), "x".repeat(20_000))) {
            try (RawExchange exchange = new RawExchange(session)) {
                exchange.begin("POST").write("Content-Length: " + (2 + later.length()) + "\r\n\r\n4a");
                exchange.write(later);
                assertEquals("ok", exchange.read().text());
            }
            assertEquals("4a" + later, get(session).text());
        }
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
            boolean isContainers = length > MAX_PAYLOAD + 1 && Deployed.isOn("wildfly"); // beyond its max-post-size
            try (RawExchange exchange = new RawExchange(session)) {
                Answer refused = exchange.begin("POST").line("Content-Length: " + length).line("").read();
                assertEquals(isContainers ? 400 : 413, refused.status());
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

    /** Of a poll that was under way when its session ended, on a connection of its own: it may have come just before or after. */
    private static void assertEnded(Answer answer) throws IOException {
        assertTrue(answer.status() == 400 || answer.text().equals("1"), answer.status() + " " + answer.text());
    }
}
