package dev.parley.it;

import static dev.parley.it.AccountClient.PASSWORD;
import static dev.parley.it.AccountClient.cookie;
import static dev.parley.it.AccountClient.credentials;
import static dev.parley.it.ApiClient.json;
import static dev.parley.it.ApiClient.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.AccountClient.SignedIn;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of accounts as pages keep them: what is asked over HTTP, what is refused, and access tokens that end meanwhile. */
@ArquillianTest
class AccountSessionsIT extends EngineHttp {
    private static final int MOST = 8_192;

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return war(
                "account-sessions.war",
                Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.chat.store.url", "memory",
                        "parley.proxies", thisHost(),
                        "parley.accounts.token-lifetime", "2s"));
    }

    private AccountClient accounts;

    @BeforeEach
    void connect() throws Exception {
        accounts = new AccountClient(base.toURI());
    }

    // The cookie

    @Test
    void who_signs_up_gets_a_token_and_a_cookie_that_no_script_and_no_other_site_sees() throws Exception {
        HttpResponse<byte[]> answer = accounts.send("POST", "api/accounts", credentials("Ada", PASSWORD));
        assertEquals("Ada", AccountClient.begun(201, answer).name());
        String attributes = "; Path=" + base.getPath() + "api/session; Max-Age=2592000; HttpOnly; SameSite=Strict";
        assertTrue(cookie(answer).matches("parley-session=[A-Za-z0-9_-]{20}\\.0\\.[A-Za-z0-9_-]{43}" + attributes), cookie(answer));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void a_page_learns_how_one_may_come_in() throws Exception {
        JsonObject ways = json(accounts.api().get("api/session"));
        assertEquals(Set.of("accounts", "signUp", "guests"), ways.keySet());
        assertTrue(ways.values().stream().allMatch(JsonValue.TRUE::equals), ways.toString());
    }

    @Test
    void over_tls_the_cookie_goes_back_over_tls_alone() throws Exception {
        HttpResponse<byte[]> answer =
                accounts.send("POST", "api/accounts", credentials("Tess", PASSWORD), "X-Forwarded-Proto", "https");
        assertTrue(cookie(answer).endsWith("; Secure"), cookie(answer));
    }

    @Test
    void who_signs_in_is_who_has_signed_up() throws Exception {
        SignedIn first = accounts.signUp("Bea");
        SignedIn again = accounts.signIn("bea");
        assertEquals(first.id(), again.id());
        assertEquals("Bea", again.name());
        assertNotEquals(first.cookie(), again.cookie());
    }

    @Test
    void each_visit_brings_another_cookie_and_two_at_once_the_same() throws Exception {
        SignedIn dora = accounts.signUp("Dora");
        SignedIn next = AccountClient.begun(200, accounts.refresh(dora.cookie()));
        assertNotEquals(dora.cookie(), next.cookie());
        assertEquals(dora.id(), next.id());
        SignedIn another = AccountClient.begun(200, accounts.refresh("a=b; " + dora.cookie())); // of another tab, at once
        assertEquals(next.cookie(), another.cookie());
        assertNotEquals(next.cookie(), AccountClient.begun(200, accounts.refresh(next.cookie())).cookie());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b", "parley-session=", "parley-session=x", "parley-session=AAAAAAAAAAAAAAAAAAAA.x"})
    void without_the_cookie_of_a_session_there_is_no_next_token(String cookie) throws Exception {
        refused(401, "SESSION_NEEDED", accounts.refresh(cookie));
    }

    // Access tokens that end

    private JsonClient enter(SignedIn user) throws Exception {
        return JsonClient.connect(
                Deployed.webSocket(base.toURI(), "ws/ends"), with -> with.header("Authorization", user.bearer()));
    }

    @Test
    void a_token_that_has_ended_lets_nobody_in_on_any_wire() throws Exception {
        SignedIn ann = accounts.signUp("Ann");
        try (JsonClient ends = enter(ann)) {
            ends.await("'type':'auth expiring'");
            assertEquals(4401, ends.awaitClose());
        }
        try (RawClient late = new RawClient(
                Deployed.webSocket(base.toURI(), "ws/ends"), "Authorization: " + ann.bearer())) {
            RawClient.Frame close = late.read(RawClient.CLOSE);
            assertEquals(4401, close.closeCode());
            assertTrue(close.text().endsWith("auth expired"), close.text());
        }
        URI polling = base.toURI().resolve("socket.io/?EIO=4&transport=polling");
        URI session = URI.create(polling + "&sid=" + sid(get(polling)));
        post(session, "40{\"token\":\"" + ann.token() + "\"}");
        String answer = get(session).text();
        assertTrue(answer.startsWith("44{\"message\":\"auth expired\""), answer);
        refused(401, "AUTH_EXPIRED", accounts.api().get("api/rooms", "Authorization", ann.bearer()));
    }

    @Test
    void a_connection_goes_on_with_the_next_token_of_its_session() throws Exception {
        SignedIn bob = accounts.signUp("Bob");
        try (JsonClient goesOn = enter(bob);
                JsonClient ends = enter(bob)) {
            SignedIn latest = bob;
            while (!ends.isClosed()) {
                goesOn.await("'type':'auth expiring'");
                latest = AccountClient.begun(200, accounts.refresh(latest.cookie()));
                goesOn.send("{'type':'auth','token':'" + latest.token() + "','ack':1}");
                String answer = goesOn.await("'ack':1");
                assertTrue(answer.contains("'id':'" + bob.id() + "'"), answer);
            }
            assertEquals(4401, ends.awaitClose());
            goesOn.send("{'type':'username','name':'Bob','ack':2}").await("'ack':2");
            assertFalse(goesOn.isClosed());
        }
    }

    // Requests

    @ParameterizedTest
    @CsvSource({
        "POST,   api/accounts",
        "PUT,    api/accounts/password",
        "POST,   api/accounts/reset",
        "PUT,    api/accounts/roles",
        "POST,   api/session",
        "POST,   api/session/refresh",
        "DELETE, api/session",
    })
    void pages_of_other_hosts_may_nothing(String method, String path) throws Exception {
        String body = method.equals("DELETE") ? "" : credentials("Evil", PASSWORD); // with one, Payara refuses it itself
        refused(403, "ORIGIN", accounts.send(method, path, body, "Origin", "http://evil.example", "Cookie", "parley-session=x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=latin1"})
    void what_a_form_can_send_is_refused(String type) throws Exception {
        String body = credentials("Mia", PASSWORD).replace('\'', '"');
        refused(415, "CONTENT_TYPE", accounts.api().post("api/accounts", BodyPublishers.ofString(body), "Content-Type", type));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{                                          | BAD_JSON           |",
        "[]                                         | NOT_AN_OBJECT      |",
        "{}                                         | FIELD_TYPE         | name",
        "{'name':'Nina','password':12345678}        | FIELD_TYPE         | password",
        "{'name':' ','password':'correct horse'}    | NAME_EMPTY         | name",
        "{'name':'a\\nb','password':'correct horse'} | NAME_CHARACTERS    | name",
        "{'name':'server','password':'correct horse'} | NAME_TAKEN       | name",
        "{'name':'Nina','password':'short'}         | PASSWORD_TOO_SHORT | password",
        "{'name':'Nina','password':'nina1234'}      | PASSWORD_EASY      | password",
    })
    void what_is_no_account_is_refused_with_the_member_to_blame(String body, String code, String member) throws Exception {
        JsonObject error = refused(code.equals("NAME_TAKEN") ? 409 : 400, code, accounts.send("POST", "api/accounts", body));
        assertEquals(member == null ? "" : member, error.getString("field", ""));
    }

    @Test
    void a_name_is_taken_once_however_it_is_written() throws Exception {
        accounts.signUp("Olga");
        refused(409, "NAME_TAKEN", accounts.send("POST", "api/accounts", credentials("ＯＬＧＡ", PASSWORD)));
    }

    @Test
    void a_body_has_8192_bytes_and_not_one_more() throws Exception {
        String credentials = credentials("Nobody", PASSWORD);
        String whole = credentials + " ".repeat(MOST - credentials.length());
        refused(401, "CREDENTIALS", accounts.send("POST", "api/session", whole));
        refused(413, "TOO_LARGE", accounts.send("POST", "api/session", whole + " "));
        byte[] more = (whole + " ").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        refused(
                413,
                "TOO_LARGE",
                accounts.api().post(
                        "api/session",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more)),
                        "Content-Type",
                        "application/json"));
    }

    @Test
    void who_sends_slowly_keeps_nobody_else_waiting() throws Exception {
        byte[] body = credentials("Pia", PASSWORD).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        List<RawExchange> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) { // more than a container has threads
                RawExchange sender = new RawExchange(base.toURI().resolve("api/accounts"));
                slow.add(sender);
                sender.begin("POST", "Content-Type: application/json", "Content-Length: " + body.length)
                        .line("")
                        .write("{");
            }
            accounts.signUp("Quinn");
            slow.get(0).write(new String(body, 1, body.length - 1, StandardCharsets.UTF_8));
            assertEquals(201, slow.get(0).read().status());
        } finally {
            for (RawExchange sender : slow) {
                sender.close();
            }
        }
    }

    @Test
    void nothing_is_at_other_addresses() throws Exception {
        for (String path : List.of("api/session/x", "api/accounts/x", "api/accounts/password")) {
            refused(404, "NOT_FOUND", accounts.api().unchecked("POST", path, BodyPublishers.noBody()));
        }
        refused(404, "NOT_FOUND", accounts.api().unchecked("GET", "api/accounts", BodyPublishers.noBody()));
        refused(405, "METHOD", accounts.api().unchecked("PATCH", "api/session", BodyPublishers.noBody()));
    }
}
