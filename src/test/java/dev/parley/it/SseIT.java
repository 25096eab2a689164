package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Native clients that have HTTP alone, on a container. */
@ArquillianTest
class SseIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley().addClass(TicksApplication.class);
    }

    @ArquillianResource
    private URL base;

    private URI at(String path) throws Exception {
        return base.toURI().resolve(path);
    }

    @Test
    void three_people_on_three_wires_hear_the_same_in_the_same_order() throws Exception {
        try (SseClient anna = SseClient.connect(at("sse/three"));
                JsonClient bob = JsonClient.named(Deployed.webSocket(base.toURI(), "ws/three"), "Bob");
                JavaClient third = ClientKind.all().get(ClientKind.all().size() - 1).open(base.toURI())) {
            assertEquals(200, anna.post("{'type':'username','name':'Anna','ack':1}").statusCode());
            JavaSocket cleo = third.enter("/three");
            cleo.emit("add user", "Cleo");
            cleo.await("login");
            List<String> said = new ArrayList<>();
            List<String> byAnna = new ArrayList<>();
            List<String> byBob = new ArrayList<>();
            List<String> byCleo = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String text = "message " + i;
                switch (i % 3) {
                    case 0 -> assertTrue(anna.post("{'type':'message','text':'" + text + "','ack':1}").body().contains("date"));
                    case 1 -> bob.send("{'type':'message','text':'" + text + "'}");
                    default -> cleo.emit("new message", text);
                }
                said.add(text);
                byAnna.add(text(anna.await("'type':'message'")));
                byBob.add(text(bob.await("'type':'message'")));
                byCleo.add(i % 3 == 2 ? text : ((Map<?, ?>) cleo.await("new message").get(0)).get("message").toString());
            }
            assertEquals(said, byAnna);
            assertEquals(said, byBob);
            assertEquals(said, byCleo);
        }
    }

    private static String text(String message) {
        return message.replaceAll(".*'text':'([^']*)'.*", "$1");
    }

    /** Payara and WildFly do without being asked; Tomcat wants a line in its connector. */
    @Test
    void over_http_2_it_is_the_same_where_the_container_speaks_it() throws Exception {
        HttpClient.Version spoken = Deployed.isOn("payara", "wildfly")
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1;
        try (SseClient anna = SseClient.connect(HttpClient.newHttpClient(), at("sse/second"), Long.MAX_VALUE);
                SseClient bob = SseClient.connect(at("sse/second"))) {
            HttpResponse<String> entered = anna.post("{'type':'username','name':'Anna','ack':1}");
            assertEquals(200, entered.statusCode());
            assertEquals(spoken, entered.version());
            bob.post("{'type':'username','name':'Bob'}");
            for (int i = 0; i < 20; i++) {
                SseClient speaker = i % 2 == 0 ? anna : bob;
                speaker.post("{'type':'message','text':'message " + i + "'}");
                assertEquals("message " + i, text(anna.await("'type':'message'")));
                assertEquals("message " + i, text(bob.await("'type':'message'")));
            }
        }
    }

    @Test
    void whatever_breaks_in_the_middle_of_a_flow_nothing_is_lost_and_nothing_comes_twice() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/ticks"))) {
            client.post("{'type':'flow'}");
            List<String> heard = new ArrayList<>();
            for (int n = 1; n <= 4_000; n++) {
                if (n % 500 == 0) {
                    client.cut();
                    client.comeBack();
                } else if (n % 500 == 250) {
                    client.comeBack(); // while the stream before is still there
                }
                heard.add(client.next());
            }
            assertEquals(
                    IntStream.rangeClosed(1, 4_000).mapToObj(n -> "{'type':'tick','args':[" + n + "]}").toList(), heard);
            assertFalse(client.resumed().subList(1, client.resumed().size()).contains(false));
        }
    }

    @Test
    void who_does_not_read_loses_its_session_and_nobody_else_notices() throws Exception {
        try (SseClient slow = SseClient.connect(HTTP, at("sse/ticks"), 5);
                SseClient other = SseClient.connect(at("sse/ticks"))) {
            assertEquals(404, slow.post("{'type':'flood','ack':1}").statusCode());
            assertEquals(404, slow.post("{'type':'facts','ack':1}").statusCode());
            assertEquals(200, other.post("{'type':'facts','ack':1}").statusCode());
        }
    }

    @Test
    void a_thousand_idle_streams_hold_no_thread() throws Exception {
        List<SseClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) { // more than any container here has threads for requests
                clients.add(SseClient.connect(HTTP, at("sse/crowd"), Long.MAX_VALUE));
            }
            assertEquals("{\"count\":1000}", get("clients-count?namespace=crowd").body());
            clients.get(0).post("{'type':'username','name':'Anna'}");
            for (SseClient client : clients) {
                client.await("'users':['Anna']");
            }
        } finally {
            clients.forEach(SseClient::close);
        }
    }

    @Test
    void the_application_knows_what_carries_it_and_the_request_of_its_first_stream() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/ticks"))) {
            String facts = client.post("{'type':'facts','ack':'a'}").body();
            assertTrue(facts.contains("\"transport\":\"sse\""), facts);
            assertTrue(facts.contains("\"path\":\"/sse/ticks\""), facts);
        }
    }

    @Test
    void a_stream_is_not_to_be_kept_nor_held_back_nor_compressed() throws Exception {
        HttpResponse<InputStream> answer = HTTP.send(
                HttpRequest.newBuilder(at("sse/headers")).header("Accept-Encoding", "gzip").build(),
                BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertEquals("r", "" + (char) body.read());
            assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
            assertTrue(answer.headers().firstValue("Cache-Control").orElse("").startsWith("no-store"));
            assertEquals("no", answer.headers().firstValue("X-Accel-Buffering").orElse(""));
            assertTrue(answer.headers().firstValue("Content-Encoding").isEmpty());
        }
    }

    @Test
    void who_says_good_bye_is_gone_and_not_let_back_in_by_an_old_id() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/bye"));
                SseClient other = SseClient.connect(at("sse/bye"))) {
            other.post("{'type':'username','name':'Anna'}");
            client.post("{'type':'username','name':'Bob'}");
            other.await("'users':['Anna','Bob']");
            assertEquals(204, client.send("DELETE", null, "").statusCode());
            assertTrue(client.await("'close'").contains("'code':1000"));
            other.await("'users':['Anna']");
            assertEquals("{\"count\":1}", get("clients-count?namespace=bye").body());
            assertEquals(404, client.post("{'type':'message'}").statusCode());
            HttpRequest back = HttpRequest.newBuilder(at("sse/bye"))
                    .header("Last-Event-ID", client.session() + ":0")
                    .build();
            assertEquals(204, HTTP.send(back, BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void an_unknown_session_begins_anew() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/new"));
                SseClient other = SseClient.connect(at("sse/new"))) {
            assertEquals(List.of(false), client.resumed());
            assertFalse(client.session().equals(other.session()));
        }
        assertEquals("{\"type\":\"error\",\"code\":\"SESSION_UNKNOWN\"", send("POST", "x", "application/json", "{}", 404));
        assertEquals("{\"type\":\"error\",\"code\":\"SESSION_UNKNOWN\"", send("DELETE", "x", null, "", 404));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "PUT  | here | application/json         | {}                | 405 | METHOD",
        "POST |      | application/json         | {}                | 400 | SESSION_MISSING",
        "POST | here | text/plain               | {}                | 415 | CONTENT_TYPE",
        "POST | here |                          | {}                | 415 | CONTENT_TYPE",
        "POST | here | application/json         | nope              | 400 | BAD_JSON",
        "POST | here | application/json;charset=utf-8 | []          | 400 | NOT_AN_OBJECT",
        "POST | here | application/json         | {'type':'dance'}  | 400 | TYPE_UNKNOWN",
    })
    void a_bad_request_is_answered_by_name(String method, String session, String type, String body, int status, String code)
            throws Exception {
        try (SseClient client = SseClient.connect(at("sse/bad"))) {
            HttpResponse<String> answer = SseClient.send(
                    HTTP, at("sse/bad"), method, session == null ? null : client.session(), type, body.replace('\'', '"'));
            assertEquals(status, answer.statusCode());
            assertTrue(answer.body().startsWith("{\"type\":\"error\",\"code\":\"" + code + "\""), answer::body);
            assertEquals(202, client.post("{'type':'username','name':'Anna'}").statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "POST   | Content-Type   | application/json    | {\"type\":\"rooms\",\"ack\":1} | 200",
        "POST   | Content-Type   | application/json    | {\"type\":\"rooms\"}           | 202",
        "POST   | Content-Type   | application/json    | {}                                 | 400",
        "POST   | Origin         | http://evil.example | {}                                 | 403",
        "POST   | Session        | other               | {}                                 | 404",
        "POST   | Content-Type   | text/plain          | {}                                 | 415",
        "DELETE | Session        | other               |                                    | 404",
        "DELETE | Accept         | */*                 |                                    | 204",
        "GET    | Origin         | http://evil.example |                                    | 403",
    })
    void each_answer_is_one_that_the_document_of_the_api_names(
            String method, String header, String value, String body, int status) throws Exception {
        ApiClient api = new ApiClient(base.toURI());
        try (SseClient client = SseClient.connect(at("sse/described"))) {
            client.post("{'type':'username','name':'Anna','ack':1}");
            String[] headers = header.equals("Session")
                    ? new String[] {header, value}
                    : new String[] {"Session", client.session(), header, value};
            HttpRequest.BodyPublisher content = HttpRequest.BodyPublishers.ofString(body == null ? "" : body);
            assertEquals(status, api.send(method, "sse/described", content, headers).statusCode());
        }
    }

    @Test
    void a_message_of_a_million_bytes_is_taken_and_one_byte_more_is_not() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/ticks"))) {
            String frame = "{'type':'facts','ack':1,'x':''}";
            String filling = "x".repeat(1_000_000 - frame.length());
            assertEquals(200, client.post("{'type':'facts','ack':1,'x':'" + filling + "'}").statusCode());
            assertEquals(413, client.post("{'type':'facts','ack':1,'x':'" + filling + "x'}").statusCode());
        }
    }

    @Test
    void a_body_that_is_no_text_is_refused() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/bytes"))) {
            HttpRequest post = HttpRequest.newBuilder(at("sse/bytes"))
                    .header("Session", client.session())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'}))
                    .build();
            HttpResponse<String> answer = HTTP.send(post, BodyHandlers.ofString());
            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().startsWith("{\"type\":\"error\",\"code\":\"BINARY_UNEXPECTED\""), answer::body);
        }
    }

    @Test
    void a_flood_is_told_when_to_go_on() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/flood"))) {
            HttpResponse<String> answer = client.post("{'type':'typing'}");
            for (int i = 0; i < 2_000 && answer.statusCode() != 429; i++) {
                answer = client.post("{'type':'typing','x':'" + "x".repeat(400_000) + "'}");
            }
            assertEquals(429, answer.statusCode());
            assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
            assertTrue(answer.body().contains("\"code\":\"RATE_LIMITED\"") && answer.body().contains("\"retryAfter\":"));
        }
    }

    @Test
    void the_codes_dialect_is_spoken_as_well() throws Exception {
        try (SseClient client = SseClient.connect(at("sse/both/codes"))) {
            client.post("{'code':1,'chatId':'c1','name':'Cora'}");
            assertEquals("{'code':1,'count':1,'chatUsers':[{'chatId':'c1','name':'Cora'}]}", client.await("chatUsers"));
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, http://evil.example, 403", "POST, http://evil.example, 403", "GET, null, 403"})
    void pages_of_other_hosts_are_turned_away(String method, String origin, int status) throws Exception {
        HttpRequest foreign = HttpRequest.newBuilder(at("sse/origin"))
                .header("Origin", origin)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HTTP.send(foreign, BodyHandlers.ofString());
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains("ORIGIN_REFUSED"), answer::body);
        assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    @Test
    void an_element_of_a_foreign_page_opens_no_stream() throws Exception {
        HttpRequest script = HttpRequest.newBuilder(at("sse/origin")).header("Sec-Fetch-Site", "cross-site").build();
        assertEquals(403, HTTP.send(script, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void a_check_of_the_applications_handshakes_is_asked_here_too() throws Exception {
        HttpResponse<String> answer = get("sse/teapot");
        assertEquals(418, answer.statusCode());
        assertEquals("teapot", answer.headers().firstValue("X-Why").orElse(""));
        assertEquals("{\"type\":\"error\",\"code\":\"REFUSED\",\"message\":\"short and stout\"}", answer.body());
    }

    @ParameterizedTest
    @CsvSource({"sse/a/b/c", "sse/", "sse/a%20b", "sse/a/nodialect"})
    void nothing_is_elsewhere(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
    }

    private String send(String method, String session, String type, String body, int status) throws Exception {
        HttpResponse<String> answer = SseClient.send(HTTP, at("sse/new"), method, session, type, body);
        assertEquals(status, answer.statusCode());
        return answer.body().replaceFirst(",\"message.*", "");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(at(path)).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
