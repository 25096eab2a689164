package dev.parley.it;

import static dev.parley.it.ApiClient.json;
import static dev.parley.it.ApiClient.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** A moderator on a container: others are gone at once, whatever their wire, and what was done can be read. */
@ArquillianTest
class ModerationIT extends EngineHttp {
    private static final String AWAY = "192.0.2.77";

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return war(
                "moderation.war",
                HmacTokens.options(Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.chat.store.url", "memory",
                        "parley.proxies", thisHost())));
    }

    private static String bearer(String name, String... roles) throws JoseException {
        return "Bearer " + HmacTokens.of(name, roles);
    }

    private URI at(String path) throws Exception {
        return Deployed.webSocket(base.toURI(), path);
    }

    private JsonClient moderator(String namespace) throws Exception {
        String bearer = bearer("mod", "parley-moderator");
        JsonClient mod = JsonClient.connect(at("ws/" + namespace), with -> with.header("Authorization", bearer));
        mod.send("{'type':'username','name':'Mod','ack':1}").await("'ack':1");
        return mod;
    }

    private RawClient troll(String namespace, String... headers) throws Exception {
        RawClient troll = new RawClient(at("ws/" + namespace), headers);
        troll.sendText("{\"type\":\"username\",\"name\":\"Troll\",\"key\":\"troll\"}");
        return troll;
    }

    private static int closeCode(RawClient client) throws IOException {
        return client.read(RawClient.CLOSE).payload().getShort() & 0xFFFF;
    }

    /** Polls until something has come. */
    private static String poll(URI session, String part) throws IOException {
        String heard = "";
        while (!heard.contains(part)) {
            heard = get(session).text();
            if (heard.equals("2")) {
                post(session, "3");
            }
        }
        return heard;
    }

    @Test
    void a_client_that_polls_hears_why_and_is_gone() throws Exception {
        URI polling = base.toURI().resolve("socket.io/?EIO=4&transport=polling");
        URI session = URI.create(polling + "&sid=" + sid(get(polling)));
        post(session, "40/polled,");
        poll(session, "40/polled");
        post(session, "42/polled,[\"add user\",{\"username\":\"Troll\",\"key\":\"troll\"}]");
        try (JsonClient mod = moderator("polled")) {
            mod.send("{'type':'kick','target':'Troll','reason':'calm down','ack':2}").await("'ack':2");
            assertTrue(poll(session, "sent away").contains("\"reason\":\"kicked\""));
        }
    }

    @Test
    void a_native_client_is_closed_with_4403_and_so_is_a_stream() throws Exception {
        try (JsonClient mod = moderator("native");
                RawClient troll = troll("native")) {
            SseClient stream = SseClient.connect(base.toURI().resolve("sse/native"));
            stream.post("{\"type\":\"username\",\"name\":\"Second\",\"key\":\"second\"}");
            mod.await("Second");
            mod.send("{'type':'ban','target':'Troll','seconds':60,'ack':2}").await("'ack':2");
            assertEquals(4403, closeCode(troll));
            mod.send("{'type':'kick','target':'Second','ack':3}").await("'ack':3");
            stream.await("'type':'close','code':4403");
            try (RawClient again = troll("native")) {
                assertEquals(4403, closeCode(again));
            }
        }
    }

    @Test
    void who_is_banned_is_gone_within_a_second_on_every_wire() throws Exception {
        try (JsonClient mod = moderator("banned");
                Everywhere ogre = new Everywhere(base.toURI(), "banned", new AccountClient(base.toURI()).signUp("Ogre").bearer())) {
            long since = System.nanoTime();
            mod.send("{'type':'ban','target':'Ogre','seconds':60,'ack':2}").await("'ack':2");
            ogre.awaitEnd(4403, "banned", since);
        }
    }

    @Test
    void whose_session_is_taken_back_is_gone_within_a_second_on_every_wire() throws Exception {
        AccountClient accounts = new AccountClient(base.toURI());
        AccountClient.SignedIn ann = accounts.signUp("Ann");
        try (Everywhere there = new Everywhere(base.toURI(), "revoked", ann.bearer());
                RawClient echo = new RawClient(at("echo"), "Authorization: " + ann.bearer())) {
            echo.sendText("hi");
            assertEquals("hi", echo.read(RawClient.TEXT).text());
            long since = System.nanoTime();
            assertEquals(200, accounts.signOut(ann.cookie()).statusCode());
            there.awaitEnd(4401, "auth revoked", since);
            assertEquals(4401, closeCode(echo));
        }
    }

    @Test
    void an_address_is_that_of_the_client_and_not_of_the_proxy() throws Exception {
        try (JsonClient mod = moderator("address");
                RawClient troll = troll("address", "X-Forwarded-For: " + AWAY);
                RawClient other = troll("address", "X-Forwarded-For: 192.0.2.78")) {
            mod.await("Troll");
            mod.send("{'type':'ban','target':'Troll','address':true,'ack':2}").await("'ack':2");
            troll.read(RawClient.CLOSE);
            other.read(RawClient.CLOSE); // the same person
            try (RawClient again = new RawClient(at("ws/address"), "X-Forwarded-For: " + AWAY)) {
                again.read(RawClient.CLOSE);
            }
            try (RawClient elsewhere = new RawClient(at("ws/address"), "X-Forwarded-For: 192.0.2.79")) {
                assertTrue(elsewhere.read(RawClient.TEXT).text().contains("\"id\""));
            }
        }
    }

    @Test
    void what_was_done_is_for_moderators_to_read() throws Exception {
        ApiClient api = new ApiClient(base.toURI());
        try (JsonClient mod = moderator("audit");
                RawClient troll = troll("audit")) {
            mod.await("Troll");
            mod.send("{'type':'mute','target':'Troll','seconds':60,'reason':'noise','ack':2}").await("'ack':2");
            mod.send("{'type':'kick','target':'Troll','ack':3}").await("'ack':3");
            troll.read(RawClient.CLOSE);
        }
        String path = "api/audit?namespace=/audit";
        List<JsonObject> acts = json(api.get(path, "Authorization", bearer("other", "parley-admin")))
                .getJsonArray("acts")
                .getValuesAs(JsonObject.class);
        assertEquals("kick, mute", acts.stream().map(act -> act.getString("what")).collect(Collectors.joining(", ")));
        assertEquals("noise", acts.get(1).getString("reason"));
        assertFalse(json(api.get(path + "&limit=1", "Authorization", bearer("mod", "parley-moderator")))
                .getJsonArray("acts")
                .toString()
                .contains("mute"));
        refused(403, "ROLE_NEEDED", api.get(path, "Authorization", bearer("anna")));
        refused(403, "ROLE_NEEDED", api.get(path));
    }
}
