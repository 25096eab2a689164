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
import dev.parley.it.RawClient.Frame;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People with a name of their own and a password, on every wire of a container. */
@ArquillianTest
class AccountsIT extends EngineHttp {
    private static final int MOST = 8_192;
    private static final int ATTEMPTS = 3;
    private static final String ROLES = "api/accounts/roles";
    private static final Pattern PERSON = Pattern.compile("['\"]id['\"]:['\"]([^'\"]+)['\"],['\"](?:user)?name['\"]:['\"]([^'\"]+)['\"]");

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return war(
                "accounts.war",
                HmacTokens.options(Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.chat.store.url", "memory",
                        "parley.proxies", thisHost(),
                        "parley.accounts.attempts-per-minute", Integer.toString(ATTEMPTS))));
    }

    private AccountClient accounts;

    @BeforeEach
    void connect() throws Exception {
        accounts = new AccountClient(base.toURI());
    }

    private URI at(String path) throws Exception {
        return Deployed.webSocket(base.toURI(), path);
    }

    private URI polling() throws Exception {
        return base.toURI().resolve("socket.io/?EIO=4&transport=polling");
    }

    private JsonClient enter(String path, SignedIn user) throws Exception {
        return JsonClient.connect(at(path), with -> with.header("Authorization", user.bearer()));
    }

    private HttpResponse<byte[]> change(String name, String old, String next) throws Exception {
        String body = "{'name':'" + name + "','password':'" + old + "','new':'" + next + "'}";
        return accounts.send("PUT", "api/accounts/password", body);
    }

    private HttpResponse<byte[]> reset(String name, String bearer) throws Exception {
        return accounts.send("POST", "api/accounts/reset", "{'name':'" + name + "'}", "Authorization", bearer);
    }

    // Sessions

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
    void a_wrong_password_and_a_name_that_nobody_has_are_answered_alike() throws Exception {
        accounts.signUp("Cleo");
        HttpResponse<byte[]> wrong = accounts.send("POST", "api/session", credentials("Cleo", "wrong horse"));
        HttpResponse<byte[]> unknown = accounts.send("POST", "api/session", credentials("Nobody", "wrong horse"));
        refused(401, "CREDENTIALS", wrong);
        assertEquals(wrong.statusCode(), unknown.statusCode());
        assertEquals(ApiClient.text(wrong), ApiClient.text(unknown));
        assertEquals(wrong.headers().map().keySet(), unknown.headers().map().keySet());
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

    @Test
    void who_signs_out_has_no_cookie_and_no_session_any_more() throws Exception {
        SignedIn emma = accounts.signUp("Emma");
        assertEquals(200, accounts.api().get("api/rooms", "Authorization", emma.bearer()).statusCode());
        HttpResponse<byte[]> answer = accounts.signOut(emma.cookie());
        assertEquals("{}", ApiClient.text(answer));
        assertTrue(cookie(answer).matches("parley-session=; Path=[^;]*; Max-Age=0; .*"), cookie(answer));
        refused(401, "SESSION_NEEDED", accounts.refresh(emma.cookie()));
        refused(401, "AUTH_INVALID", accounts.api().get("api/rooms", "Authorization", emma.bearer()));
        assertEquals(200, accounts.signOut(emma.cookie()).statusCode());
        assertEquals(200, accounts.signOut("a=b").statusCode());
    }

    // Connections

    /** Enters a namespace by long polling; the address of polls and POSTs. */
    private URI poll(String namespace, String auth, String... headers) throws Exception {
        URI session = URI.create(polling() + "&sid=" + sid(get(polling(), headers)));
        assertEquals("ok", post(session, "40" + namespace + auth).text());
        String answer = get(session).text();
        assertTrue(answer.startsWith("40" + namespace + "{\"sid\""), answer);
        return session;
    }

    private static String token(SignedIn user) {
        return "{\"token\":\"" + user.token() + "\"}";
    }

    /** Polls until something comes. */
    private static String heard(URI session, String part) throws IOException {
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(part) < 0) {
            String packets = get(session).text();
            heard.append(packets).append('\n');
            if (packets.contains("<1e>2") || packets.startsWith("2")) { // a ping
                post(session, "3");
            }
        }
        return heard.toString();
    }

    @Test
    void who_signs_out_is_sent_away_on_every_wire_and_another_session_goes_on() throws Exception {
        SignedIn fay = accounts.signUp("Fay");
        SignedIn elsewhere = accounts.signIn("Fay");
        URI polls = poll("/out,", token(fay));
        try (RawClient goes = new RawClient(at("ws/out"), "Authorization: " + fay.bearer());
                SseClient streams = SseClient.connect(base.toURI().resolve("sse/out"), "Authorization", fay.bearer());
                JsonClient stays = enter("ws/out", elsewhere)) {
            goes.read(RawClient.TEXT); // it is in
            streams.await("'type':'id'");
            assertEquals(200, accounts.signOut(fay.cookie()).statusCode());
            long out = System.nanoTime();
            Frame close = goes.read(RawClient.CLOSE);
            assertTrue(System.nanoTime() - out < TimeUnit.SECONDS.toNanos(1), "it took longer than a second");
            assertEquals(4401, close.closeCode());
            assertTrue(close.text().endsWith("auth revoked"), close.text());
            assertTrue(heard(polls, "41/out").contains("41/out"));
            assertTrue(streams.await("'type':'close'").contains("4401"));
            stays.send("{'type':'username','name':'Fay','ack':2}").await("'ack':2");
            assertFalse(stays.isClosed());
        }
    }

    /** The id and the name that an acknowledgement has told. */
    private static List<String> person(String acknowledgement) {
        Matcher person = PERSON.matcher(acknowledgement);
        assertTrue(person.find(), acknowledgement);
        return List.of(person.group(1), person.group(2));
    }

    private static List<String> login(JsonClient client) throws InterruptedException {
        return person(client.send("{'type':'username','name':'Whoever','ack':1}").await("'ack':1"));
    }

    private static List<String> login(URI polls) throws IOException {
        post(polls, "42/one,1[\"add user\",{\"username\":\"Whoever\"}]");
        String heard = heard(polls, "43/one,1");
        return person(heard.substring(heard.indexOf("43/one,1")));
    }

    @Test
    void an_account_is_one_person_with_its_name_on_every_wire() throws Exception {
        SignedIn gwen = accounts.signUp("Gwen");
        try (JsonClient byHeader = enter("ws/one", gwen);
                JsonClient byMessage = JsonClient.connect(at("ws/one?auth=message"));
                SseClient streams = SseClient.connect(base.toURI().resolve("sse/one"), "Authorization", gwen.bearer())) {
            byMessage.send("{'type':'auth','token':'" + gwen.token() + "'}");
            List<String> person = login(byHeader);
            assertEquals("Gwen", person.get(1));
            assertEquals(person, login(byMessage));
            assertEquals(person, person(streams.post("{'type':'username','name':'Whoever','ack':1}").body()));
            assertEquals(person, login(poll("/one,", token(gwen))));
            assertEquals(person, login(poll("/one,", "", "Authorization: " + gwen.bearer())));
        }
    }

    @Test
    void a_guest_cannot_be_called_like_an_account() throws Exception {
        accounts.signUp("Hana");
        try (JsonClient guest = JsonClient.connect(at("ws/guests"));
                JsonClient lookAlike = JsonClient.connect(at("ws/guests"))) {
            guest.send("{'type':'username','name':'Hana','ack':1}");
            assertEquals("Hana1", person(guest.await("'ack':1")).get(1));
            lookAlike.send("{'type':'username','name':'ＨＡＮＡ','ack':1}");
            assertEquals("ＨＡＮＡ2", person(lookAlike.await("'ack':1")).get(1));
        }
    }

    @Test
    void a_guest_who_has_the_name_is_called_otherwise_when_its_owner_comes() throws Exception {
        try (JsonClient guest = JsonClient.connect(at("ws/owner"))) {
            guest.send("{'type':'username','name':'Ida','ack':1}");
            assertEquals("Ida", person(guest.await("'ack':1")).get(1));
            try (JsonClient owner = enter("ws/owner", accounts.signUp("Ida"))) {
                assertEquals("Ida", login(owner).get(1));
                assertTrue(guest.await("'rejectusername'").contains("'name':'Ida1'"));
                guest.send("{'type':'message','text':'hello'}");
                assertTrue(owner.await("'text':'hello'").contains("'name':'Ida1'"));
            }
        }
    }

    // Passwords

    @Test
    void who_changes_a_password_ends_the_other_sessions_with_their_connections() throws Exception {
        SignedIn jane = accounts.signUp("Jane");
        try (JsonClient before = enter("ws/changes", jane)) {
            before.await("'type':'id'");
            refused(401, "CREDENTIALS", change("Jane", "wrong horse", "battery staple"));
            refused(400, "PASSWORD_TOO_SHORT", change("Jane", PASSWORD, "short"));
            HttpResponse<byte[]> answer = change("Jane", PASSWORD, "battery staple");
            SignedIn after = AccountClient.begun(200, answer);
            assertEquals(4401, before.awaitClose());
            refused(401, "SESSION_NEEDED", accounts.refresh(jane.cookie()));
            refused(401, "CREDENTIALS", accounts.send("POST", "api/session", credentials("Jane", PASSWORD)));
            try (JsonClient again = enter("ws/changes", after)) {
                assertEquals("Jane", login(again).get(1));
            }
        }
    }

    @Test
    void an_administrator_gives_another_password_and_nobody_else_does() throws Exception {
        SignedIn kate = accounts.signUp("Kate");
        refused(403, "ROLE_NEEDED", reset("Kate", kate.bearer()));
        refused(403, "ROLE_NEEDED", reset("Kate", "Bearer the-key-of-a-guest"));
        refused(403, "ROLE_NEEDED", accounts.send("POST", "api/accounts/reset", "{'name':'Kate'}"));
        refused(401, "AUTH_INVALID", reset("Kate", kate.bearer().substring(0, kate.bearer().length() - 4) + "AAAA"));
        String admin = "Bearer " + HmacTokens.of("root", "parley-admin");
        refused(404, "NO_SUCH_USER", reset("Nobody", admin));
        try (JsonClient before = enter("ws/resets", kate)) {
            before.await("'type':'id'");
            HttpResponse<byte[]> answer = reset("Kate", admin);
            assertEquals(200, answer.statusCode(), () -> ApiClient.text(answer));
            assertEquals(4401, before.awaitClose());
            String made = json(answer).getString("password");
            AccountClient.begun(200, accounts.send("POST", "api/session", credentials("Kate", made)));
        }
    }

    @Test
    void an_administrator_gives_roles_which_count_at_once_and_nobody_else_does() throws Exception {
        SignedIn nora = accounts.signUp("Nora");
        String roles = "{'name':'nora','roles':['parley-moderator']}";
        refused(403, "ROLE_NEEDED", accounts.send("PUT", ROLES, roles, "Authorization", nora.bearer()));
        refused(403, "ROLE_NEEDED", accounts.send("PUT", ROLES, roles));
        refused(403, "ROLE_NEEDED", accounts.send("GET", ROLES, "", "Authorization", nora.bearer()));
        String admin = "Bearer " + HmacTokens.of("root", "parley-admin");
        refused(400, "FIELD_TYPE", accounts.send("PUT", ROLES, "{'name':'Nora','roles':'all'}", "Authorization", admin));
        try (JsonClient open = enter("ws/roles", nora)) {
            open.await("'type':'id'");
            open.send("{'type':'username','name':'Nora','ack':1}").await("'ack':1");
            open.send("{'type':'list sanctions','ack':2}").await("ROLE_NEEDED");
            assertEquals(200, accounts.send("PUT", ROLES, roles, "Authorization", admin).statusCode());
            open.await("'type':'permissions'");
            open.send("{'type':'list sanctions','ack':3}").await("'sanctions'");
        }
        JsonObject known = json(accounts.send("GET", ROLES, "", "Authorization", admin))
                .getJsonArray("accounts")
                .getJsonObject(0);
        assertEquals("Nora", known.getString("name"));
        assertEquals("parley-moderator", known.getJsonArray("roles").getString(0));
    }

    @Test
    void who_guesses_from_one_address_waits_and_others_do_not() throws Exception {
        accounts.signUp("Lena");
        String guess = credentials("Lena", "wrong horse");
        for (int i = 0; i < ATTEMPTS; i++) {
            refused(401, "CREDENTIALS", accounts.send("POST", "api/session", guess, "X-Forwarded-For", "203.0.113.9"));
        }
        refused(429, "TOO_MANY_ATTEMPTS", accounts.send("POST", "api/session", guess, "X-Forwarded-For", "203.0.113.9"));
        String right = credentials("Lena", PASSWORD);
        AccountClient.begun(200, accounts.send("POST", "api/session", right, "X-Forwarded-For", "203.0.113.10"));
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
