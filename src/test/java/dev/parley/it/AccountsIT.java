package dev.parley.it;

import static dev.parley.it.AccountClient.PASSWORD;
import static dev.parley.it.AccountClient.cookie;
import static dev.parley.it.AccountClient.credentials;
import static dev.parley.it.ApiClient.json;
import static dev.parley.it.ApiClient.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.AccountClient.SignedIn;
import dev.parley.it.RawClient.Frame;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People with a name of their own and a password, on every wire of a container. */
@ArquillianTest
class AccountsIT extends EngineHttp {
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
}
