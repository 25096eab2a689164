package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.RawClient.Frame;
import dev.parley.it.RawExchange.Answer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** A server without guests: the tokens of somebody else say who comes, on every wire. */
@ArquillianTest
class TokensIT extends EngineHttp {
    private static final KeyPair KEYS = keys();
    private static final Pattern ID = Pattern.compile("\"ack\":7.*\"id\":\"([^\"]+)\"");

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        Path file = Path.of("target", "tokens-it.pem").toAbsolutePath();
        Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        return war(
                "tokens.war",
                Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.auth.guests", "false",
                        "parley.auth.token.keys", file.toString(),
                        "parley.auth.token.issuer", "https://id.example.org",
                        "parley.auth.token.audience", "parley",
                        "parley.auth.token.skew", "10ms",
                        "parley.auth.token.cookie", "id"));
    }

    /** @param lives seconds */
    private static String token(String user, int lives) throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://id.example.org");
        claims.setAudience("parley");
        claims.setSubject(user);
        claims.setExpirationTimeMinutesInTheFuture(lives / 60f);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue("EdDSA");
        signature.setPayload(claims.toJson());
        signature.setKey(KEYS.getPrivate());
        return signature.getCompactSerialization();
    }

    private URI at(String path) throws Exception {
        return Deployed.webSocket(base.toURI(), path);
    }

    private URI polling() throws Exception {
        return base.toURI().resolve("socket.io/?EIO=4&transport=polling");
    }

    // Socket.IO

    /** Enters the root namespace by long polling; what is answered. */
    private String enter(String auth, String... headers) throws Exception {
        URI session = URI.create(polling() + "&sid=" + sid(get(polling(), headers)));
        assertEquals("ok", post(session, "40" + auth).text());
        return get(session).text();
    }

    @Test
    void a_client_of_socket_io_shows_its_token_where_it_can() throws Exception {
        String token = token("anna", 600);
        assertTrue(enter("{\"token\":\"" + token + "\"}").startsWith("40{\"sid\""));
        assertTrue(enter("", "Authorization: Bearer " + token).startsWith("40{\"sid\""));
        assertTrue(enter("", "Cookie: id=" + token).startsWith("40{\"sid\""));
    }

    @Test
    void without_a_valid_token_it_hears_why() throws Exception {
        String required = enter("");
        assertTrue(required.startsWith("44{\"message\":\"auth required\"") && required.contains("AUTH_REQUIRED"), required);
        String expired = enter("{\"token\":\"" + token("anna", -60) + "\"}");
        assertTrue(expired.startsWith("44{\"message\":\"auth expired\""), expired);
        String token = token("anna", 600);
        String forged = enter("{\"token\":\"" + token.substring(0, token.length() - 4) + "AAAA\"}");
        assertTrue(forged.startsWith("44{\"message\":\"auth invalid\""), forged);
    }

    // Native

    private String login(RawClient client) throws IOException {
        client.sendText("{\"type\":\"username\",\"name\":\"Anna\",\"key\":\"whatever\",\"ack\":7}");
        while (true) {
            Matcher login = ID.matcher(client.read(RawClient.TEXT).text());
            if (login.find()) {
                return login.group(1);
            }
        }
    }

    @Test
    void one_user_is_one_person_whatever_the_wire_and_nobody_else_is() throws Exception {
        String token = token("anna", 600);
        try (RawClient byHeader = new RawClient(at("ws/people"), "Authorization: Bearer " + token);
                RawClient byCookie = new RawClient(at("ws/people"), "Cookie: a=b; id=" + token);
                RawClient byMessage = new RawClient(at("ws/people"));
                RawClient bo = new RawClient(at("ws/people"), "Authorization: Bearer " + token("bo", 600))) {
            byMessage.sendText("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
            String id = login(byHeader);
            assertEquals(id, login(byCookie));
            assertEquals(id, login(byMessage));
            assertTrue(!id.equals(login(bo)), "the same key makes nobody another user");
        }
    }

    @Test
    void a_stream_of_events_is_let_in_by_a_cookie_or_by_its_first_message() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpCookie cookie = new HttpCookie("id", token("anna", 600));
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(base.toURI(), cookie);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies).build();
        try (SseClient byCookie = SseClient.connect(http, base.toURI().resolve("sse/streams"), Long.MAX_VALUE);
                SseClient byMessage = SseClient.connect(base.toURI().resolve("sse/streams"))) {
            assertTrue(byCookie.await("'type':'id'").contains("maxBytes"));
            assertEquals(202, byMessage.post("{'type':'auth','token':'" + token("bo", 600) + "'}").statusCode());
            assertTrue(byMessage.await("'type':'id'").contains("maxBytes"));
        }
    }

    @Test
    void who_shows_no_token_or_a_bad_one_is_closed_with_4401() throws Exception {
        try (RawClient nothing = new RawClient(at("ws/people"));
                RawClient forged = new RawClient(at("ws/people"), "Authorization: Bearer x.y.z")) {
            nothing.sendText("{\"type\":\"username\",\"name\":\"Anna\"}");
            assertEquals(4401, nothing.read(RawClient.CLOSE).closeCode());
            assertEquals(4401, forged.read(RawClient.CLOSE).closeCode());
        }
    }

    // Beneath namespaces

    @Test
    void who_may_not_come_in_gets_nothing_beneath_namespaces_either() throws Exception {
        try (RawClient guest = new RawClient(at("echo"));
                RawClient forged = new RawClient(at("echo"), "Authorization: Bearer x.y.z");
                RawClient anna = new RawClient(at("echo"), "Cookie: id=" + token("anna", 600))) {
            Frame required = guest.read();
            assertEquals(4401, required.closeCode());
            assertTrue(required.text().endsWith("auth required"), required.text());
            assertEquals(4401, forged.read().closeCode());
            anna.sendText("hi");
            assertEquals("hi", anna.read(RawClient.TEXT).text());
        }
    }

    @Test
    void an_engine_of_an_applications_own_is_for_users_as_well() throws Exception {
        Answer refused = get(echo("EIO=4&transport=polling"));
        assertEquals(401, refused.status());
        assertEquals("{\"code\":4,\"message\":\"auth required\"}", refused.text());
        String bearer = "Authorization: Bearer " + token("anna", 600);
        URI session = echo("EIO=4&transport=polling&sid=" + sid(get(echo("EIO=4&transport=polling"), bearer)));
        assertEquals("ok", post(session, "4hi").text());
        assertEquals("4hi", get(session).text());
    }

    // The end of a token

    @Test
    void a_token_that_ends_closes_what_was_opened_beneath_namespaces() throws Exception {
        try (RawClient echo = new RawClient(at("echo"), "Authorization: Bearer " + token("anna", 2))) {
            Frame close = echo.read(RawClient.CLOSE);
            assertEquals(4401, close.closeCode());
            assertTrue(close.text().endsWith("auth expired"), close.text());
        }
    }

    @Test
    void a_token_that_ends_is_announced_and_then_closes_unless_another_is_shown() throws Exception {
        try (RawClient ends = new RawClient(at("ws/ends"), "Authorization: Bearer " + token("anna", 3));
                RawClient renews = new RawClient(at("ws/ends"), "Authorization: Bearer " + token("bo", 3))) {
            await(ends, "auth expiring");
            await(renews, "auth expiring");
            renews.sendText("{\"type\":\"auth\",\"token\":\"" + token("bo", 600) + "\",\"ack\":1}");
            await(renews, "\"ack\":1");
            Frame close = ends.read(RawClient.CLOSE);
            assertEquals(4401, close.closeCode());
            assertTrue(close.text().endsWith("auth expired"), close.text());
            renews.sendText("{\"type\":\"username\",\"name\":\"Bo\",\"ack\":2}");
            await(renews, "\"ack\":2");
        }
    }

    private static void await(RawClient client, String part) throws IOException {
        String heard = client.read(RawClient.TEXT).text();
        while (!heard.contains(part)) {
            heard = client.read(RawClient.TEXT).text();
        }
    }

    @Test
    void a_client_of_socket_io_on_a_websocket_goes_on_with_another_token_or_is_sent_away() throws Exception {
        try (RawClient ends = enterByWebSocket(token("anna", 3));
                RawClient renews = enterByWebSocket(token("bo", 3))) {
            await(ends, "auth expiring");
            await(renews, "auth expiring");
            renews.sendText("421[\"auth\",{\"token\":\"" + token("bo", 600) + "\"}]");
            await(renews, "431[{\"id\":\"bo\"}]");
            await(ends, "42[\"sent away\",{\"code\":4401,\"reason\":\"auth expired\"}]");
            assertEquals("41", ends.read(RawClient.TEXT).text());
            renews.sendText("422[\"add user\",{\"username\":\"Bo\"}]");
            await(renews, "432[");
        }
    }

    private RawClient enterByWebSocket(String token) throws Exception {
        RawClient client = new RawClient(at("socket.io/?EIO=4&transport=websocket"));
        client.sendText("40{\"token\":\"" + token + "\"}");
        await(client, "40{\"sid\"");
        return client;
    }

    @Test
    void a_stream_of_events_goes_on_with_another_token_or_ends() throws Exception {
        URI streams = base.toURI().resolve("sse/ends");
        try (SseClient ends = SseClient.connect(streams, "Authorization", "Bearer " + token("anna", 3));
                SseClient renews = SseClient.connect(streams, "Authorization", "Bearer " + token("bo", 3))) {
            ends.await("'type':'auth expiring'");
            renews.await("'type':'auth expiring'");
            HttpResponse<String> renewed = renews.post("{'type':'auth','token':'" + token("bo", 600) + "','ack':1}");
            assertTrue(renewed.body().contains("\"id\":\"bo\""), renewed.body());
            ends.await("'type':'close','code':4401,'reason':'auth expired'");
            assertEquals(200, renews.post("{'type':'username','name':'Bo','ack':2}").statusCode());
        }
    }

    @Test
    void a_client_that_polls_is_sent_away_as_well() throws Exception {
        URI session = URI.create(polling() + "&sid=" + sid(get(polling())));
        post(session, "40{\"token\":\"" + token("anna", 3) + "\"}");
        List<String> heard = new ArrayList<>();
        while (!heard.contains("41")) {
            heard.addAll(List.of(get(session).text().split("<1e>")));
        }
        assertTrue(heard.toString().contains("[\"auth expiring\",{\"seconds\":"), heard.toString());
        assertEquals(
                "42[\"sent away\",{\"code\":4401,\"reason\":\"auth expired\"}]", heard.get(heard.indexOf("41") - 1), "then it leaves");
    }

    // HTTP

    @Test
    void the_http_api_is_for_users_as_well() throws Exception {
        URI rooms = base.toURI().resolve("api/rooms");
        assertEquals(401, get(rooms).status());
        assertTrue(get(rooms).text().contains("AUTH_REQUIRED"));
        assertEquals(401, get(rooms, "Authorization: Bearer somebodys-key").status());
        assertEquals(200, get(rooms, "Authorization: Bearer " + token("anna", 600)).status());
        assertEquals(200, get(rooms, "Cookie: id=" + token("anna", 600)).status());
        assertEquals(200, get(base.toURI().resolve("api/openapi.json")).status());
    }

    @Test
    void a_cookie_counts_also_where_a_page_sends_the_key_of_its_guest() throws Exception {
        URI rooms = base.toURI().resolve("api/rooms");
        assertEquals(200, get(rooms, "Authorization: Bearer somebodys-key", "Cookie: id=" + token("anna", 600)).status());
        URI count = base.toURI().resolve("clients-count");
        assertEquals(401, get(count).status());
        assertEquals(200, get(count, "Cookie: id=" + token("anna", 600)).status());
    }

    @Test
    void who_sends_a_file_with_a_token_that_is_over_hears_so_behind_a_proxy_when_all_is_sent() throws Exception {
        String over = "Authorization: Bearer " + token("anna", -60);
        try (RawExchange sender = new RawExchange(base.toURI().resolve("api/files?name=a"))) {
            sender.begin("POST", "Via: 1.1 proxy", over).line("Content-Length: 1000000").line("").write(new byte[999_999]);
            assertTrue(sender.isSilentFor(Duration.ofMillis(300)), "answered before the last byte");
            Answer answer = sender.write(new byte[1]).read();
            assertEquals(401, answer.status());
            assertTrue(answer.text().contains("AUTH_EXPIRED"), answer.text());
        }
    }
}
