package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ArquillianTest
class DeployedIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley();
    }

    @ArquillianResource
    private URL base;

    @Test
    void the_page_is_served() throws Exception {
        HttpResponse<String> page = get("");
        assertEquals(200, page.statusCode());
        assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"));
    }

    @Test
    void the_launcher_cannot_be_downloaded() throws Exception {
        int status = get("org/springframework/boot/loader/launch/WarLauncher.class").statusCode();
        assertTrue(Set.of(403, 404).contains(status), () -> "" + status); // forbidden, or not among the pages
    }

    @ParameterizedTest
    @CsvSource({
        "'',                 200",
        "index.html,         200",
        "nothing,            404",
        "nothing.js,         404",
        "chat/nothing.css,   404",
        "nothing.json,       404",
        "client/x,           405",
    })
    void pages_and_those_about_errors_say_what_they_may_load(String path, int status)
            throws Exception {
        HttpResponse<String> page = get(path);
        assertEquals(status, page.statusCode());
        assertTrue(header(page, "Content-Type").startsWith("text/html"), page.headers()::toString);
        assertTrue(header(page, "Content-Security-Policy").startsWith("default-src 'self'; "), page.headers()::toString);
        assertTrue(header(page, "Content-Security-Policy").endsWith("; frame-ancestors 'none'"), page.headers()::toString);
        assertEquals("no-referrer", header(page, "Referrer-Policy"));
        assertEquals("nosniff", header(page, "X-Content-Type-Options"));
        assertEquals("", header(page, "Strict-Transport-Security")); // it has come without TLS
    }

    @ParameterizedTest
    @CsvSource({
        "chat/main.js,                                    200",
        "api/rooms,                                       200",
        "api/nothing,                                     404",
        "api/openapi.json,                                200",
        "api/files,                                       200",
        "api/files/nothing/x,                             404",
        "api/audit,                                       403",
        "clients-count,                                   200",
        "ws,                                              426",
        "ws/a/b,                                          404",
        "echo,                                            426",
        "socket.io/?EIO=4&transport=polling,              200",
        "socket.io/?EIO=4&transport=polling&j=0,          200",
        "socket.io/?EIO=4&transport=polling&sid=unknown,  400",
        "socket.io/socket.io.js,                          200",
        "socket.io/nothing.js,                            400",
    })
    void what_is_no_page_is_not_taken_for_one(String path, int status) throws Exception {
        assertIsNoPage(status, get(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "WEB-INF/web.xml", "web-inf/web.xml", "%57EB-INF/web.xml", "WEB-INF%2fweb.xml", "WEB-INF./web.xml", "/WEB-INF/web.xml",
        "./WEB-INF/web.xml", "i18n/../WEB-INF/web.xml", "i18n/%2e%2e/WEB-INF/web.xml", "i18n/..;/WEB-INF/web.xml",
        "WEB-INF;x/web.xml", "i18n%5c..%5cWEB-INF%5cweb.xml", "WEB-INF/web.xml%00.html", "META-INF/MANIFEST.MF",
        "WEB-INF/classes/META-INF/sbom/parley.cdx.json", "..%2f..%2f..%2f..%2fetc%2fpasswd", "../../../../../../etc/passwd",
        "i18n/....//....//WEB-INF/web.xml", "%252e%252e/WEB-INF/web.xml", "api/files/..%2f..%2fWEB-INF%2fweb.xml",
    })
    void no_path_leads_out_of_the_pages(String path) throws Exception {
        RawExchange.Answer answer = RawExchange.of("GET", URI.create(base + path));
        String location = answer.header("location");
        boolean isDirectory = answer.status() == 301 && location.endsWith("/"); // to Payara the name ends with a semicolon
        assertTrue(isDirectory || Set.of(400, 403, 404).contains(answer.status()), () -> answer.status() + " " + location);
    }

    @Test
    void a_stream_is_not_taken_for_a_page() throws Exception {
        HttpResponse<InputStream> stream =
                HttpClient.newHttpClient().send(request("sse/x").build(), BodyHandlers.ofInputStream());
        stream.body().close(); // it would go on
        assertIsNoPage(200, stream);
    }

    private static void assertIsNoPage(int status, HttpResponse<?> answer) {
        assertEquals(status, answer.statusCode());
        assertFalse(header(answer, "Content-Type").startsWith("text/html"), answer.headers()::toString);
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
    }

    @Test
    void what_pages_of_others_are_refused_is_not_taken_for_a_page() throws Exception {
        for (String path : List.of("socket.io/?EIO=4&transport=polling", "sse/x")) {
            HttpResponse<String> answer =
                    CLIENT.send(request(path).header("Origin", "http://evil.example").build(), BodyHandlers.ofString());
            assertEquals(403, answer.statusCode());
            assertTrue(header(answer, "Content-Type").startsWith("application/json"), answer.headers()::toString);
            assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        }
    }

    @Test
    void nobody_hears_what_they_have_sent() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                request("").method("TRACE", BodyPublishers.noBody()).header("Cookie", "a=secret").build(), BodyHandlers.ofString());
        assertEquals(405, answer.statusCode());
        assertFalse(answer.body().contains("secret"), answer.body());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "ws/a/b,        404",
        "ws/a/codes/b,  404",
        "ws/a%20b,      404",
        "nothing,       404",
    })
    void nothing_is_at_other_addresses(String path, int status) throws Exception {
        assertEquals(status, handshake(path, "http://" + host(), "13").status());
    }

    @Test
    void a_wrong_origin_gets_403_and_none_or_the_same_are_let_in() throws Exception {
        for (String path : List.of("ws", "ws/team", "ws/team/codes", "echo")) {
            RawRequest.Answer refused = handshake(path, "http://evil.example", "13");
            assertEquals(403, refused.status(), path);
            assertEquals("{\"error\":\"pages of this origin may not connect\"}", refused.body());
            assertEquals(403, handshake(path, "null", "13").status(), path);
            JsonClient.connect(webSocket(path)).close();
            JsonClient.connect(webSocket(path), with -> with.header("Origin", "http://" + host()))
                    .close();
        }
    }

    @Test
    void a_plain_request_and_another_version_get_426() throws Exception {
        assertEquals(426, get("ws").statusCode());
        assertEquals(426, get("echo").statusCode());
        RawRequest.Answer version = handshake("ws", "http://" + host(), "12");
        assertEquals(426, version.status());
        assertEquals("13", version.headers().get("sec-websocket-version"));
    }

    @Test
    void clients_are_counted_in_all_in_a_namespace_and_in_a_room() throws Exception {
        try (JsonClient anna = JsonClient.named(webSocket("ws/count"), "Anna");
                JsonClient bob = JsonClient.named(webSocket("ws/count"), "Bob")) {
            anna.send("{'type':'join','room':'r','ack':1}").await("'ack':1");
            assertEquals("{\"count\":2}", get("clients-count?namespace=count").body());
            assertEquals("{\"count\":2}", get("clients-count?namespace=/count").body());
            assertEquals("{\"count\":1}", get("clients-count?namespace=/count&room=r").body());
            assertEquals("{\"count\":1}", get("clients-count?room=r").body());
            assertEquals("{\"count\":2}", get("clients-count?namespace=/count&room=lobby").body());
            assertEquals("{\"count\":0}", get("clients-count?namespace=/nowhere").body());
            assertTrue(get("clients-count").body().matches("\\{\"count\":\\d+}"));
            assertFalse(bob.isClosed());
        }
    }

    @Test
    void a_private_message_is_posted_to_one_client() throws Exception {
        try (JsonClient anna = JsonClient.connect(webSocket("ws/post"))) {
            String id = anna.await("'type':'id'").replaceAll(".*'id':'([^']+)'.*", "$1");
            HttpResponse<String> sent = post("client/" + id, "text/plain", "привет");
            assertEquals(200, sent.statusCode());
            assertEquals("{\"message\":\"Message was sent to client with id " + id + "\"}", sent.body());
            String heard = anna.await("'message'");
            assertTrue(heard.contains("'text':'привет'") && heard.contains("'name':'server'"), heard);
            post("client/" + id, "application/json", "{\"text\":\"x\",\"name\":\"cron\"}");
            assertTrue(anna.await("'message'").contains("'name':'cron'"));
            assertEquals(400, post("client/" + id, "application/json", "{\"text\":5}").statusCode());
            assertEquals(400, post("client/" + id, "application/json", "{").statusCode());
            assertEquals(400, post("client/" + id, "text/plain", " ").statusCode());
            assertEquals(200, post("client/" + id, "text/plain", "x".repeat(65_536)).statusCode());
            assertEquals(413, post("client/" + id, "text/plain", "x".repeat(65_537)).statusCode());
        }
        HttpResponse<String> nobody = post("client/nobody", "text/plain", "x");
        assertEquals(404, nobody.statusCode());
        assertEquals("{\"message\":\"Client not found\"}", nobody.body());
    }

    @Test
    void a_call_that_comes_through_a_proxy_or_from_a_foreign_page_is_refused() throws Exception {
        HttpRequest forwarded = request("client/x")
                .header("X-Forwarded-For", "203.0.113.9")
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertEquals(403, CLIENT.send(forwarded, BodyHandlers.ofString()).statusCode());
        HttpRequest foreign = request("client/x")
                .header("Origin", "http://evil.example")
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertEquals(403, CLIENT.send(foreign, BodyHandlers.ofString()).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 404", "LOCALHOST:1, 404", "127.0.0.1:8080, 404", "evil.example, 403", "localhost.evil.example, 403",
    })
    void a_page_whose_name_was_made_to_point_here_is_not_local(String host, int status) throws Exception {
        assertEquals(status, RawRequest.post(base.toURI().resolve("client/nobody"), host).status());
    }

    private HttpRequest.Builder request(String path) throws Exception {
        return HttpRequest.newBuilder(base.toURI().resolve(path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return CLIENT.send(
                request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private URI webSocket(String path) throws Exception {
        return Deployed.webSocket(base.toURI(), path);
    }

    private String host() {
        return base.getHost() + ":" + base.getPort();
    }

    private RawRequest.Answer handshake(String path, String origin, String version) throws Exception {
        return RawRequest.handshake(base.toURI().resolve(path), origin, version);
    }
}
