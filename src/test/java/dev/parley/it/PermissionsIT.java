package dev.parley.it;

import static dev.parley.it.ApiClient.json;
import static dev.parley.it.ApiClient.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** Rules of the configuration on a container: what one may not is refused, whatever one's wire. */
@ArquillianTest
class PermissionsIT extends EngineHttp {

    private static final String POLICY = "dev/parley/guide/Exams.class"; // cannot be loaded here, where Parley is not

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return war(
                "permissions.war",
                HmacTokens.options(Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.chat.store.url", "memory",
                        "parley.chat.permissions", "/#news read-only; /#club members; /team members; /board connect=role:board")))
                .addAsResource(new File("target/test-classes", POLICY), POLICY);
    }

    private static String bearer(String name, String... roles) throws JoseException {
        return "Bearer " + HmacTokens.of(name, roles);
    }

    private URI at(String path) throws Exception {
        return Deployed.webSocket(base.toURI(), path);
    }

    private JsonClient enter(String path, String name, String bearer) throws Exception {
        JsonClient client = JsonClient.connect(
                at(path), with -> bearer == null ? with : with.header("Authorization", bearer));
        client.send("{'type':'username','name':'" + name + "','key':'key of " + name + "','ack':1}").await("'ack':1");
        return client;
    }

    private static int closeCode(RawClient client) throws IOException {
        return client.read(RawClient.CLOSE).payload().getShort() & 0xFFFF;
    }

    /** What a client of Socket.IO that polls is told at the entrance. */
    private String entrance(String namespace, String... headers) throws Exception {
        URI polling = base.toURI().resolve("socket.io/?EIO=4&transport=polling");
        URI session = URI.create(polling + "&sid=" + sid(get(polling, headers)));
        post(session, "40/" + namespace + ",");
        return get(session).text();
    }

    @Test
    void what_one_may_not_is_refused_on_every_wire() throws Exception {
        try (RawClient guest = new RawClient(at("ws/team"));
                RawClient member = new RawClient(at("ws/board"), "Authorization: " + bearer("anna"))) {
            assertEquals(4401, closeCode(guest));
            assertEquals(4403, closeCode(member));
        }
        assertTrue(entrance("team").contains("\"code\":\"AUTH_REQUIRED\""));
        assertTrue(entrance("board").contains("\"code\":\"ROLE_NEEDED\""));
        SseClient.connect(base.toURI().resolve("sse/board")).await("'type':'close','code':4403");
        enter("ws/team", "Anna", bearer("anna")).close();
        enter("ws/board", "Anna", bearer("anna", "board")).close();
    }

    @Test
    void a_room_to_read_is_written_by_moderators_alone() throws Exception {
        try (JsonClient mod = enter("ws", "Mod", bearer("mod", "parley-moderator"));
                JsonClient guest = enter("ws", "Guest", null)) {
            mod.send("{'type':'join','room':'news','ack':2}").await("'ack':2");
            mod.send("{'type':'message','room':'news','text':'read this','ack':3}").await("'ack':3");
            assertTrue(guest.send("{'type':'join','room':'news','ack':2}").await("'ack':2").contains("'missing':{'post':'NOT_ALLOWED'}"));
            guest.send("{'type':'message','room':'news','text':'no','ack':3}").await("NOT_ALLOWED");
            guest.send("{'type':'join','room':'club','ack':4}").await("AUTH_REQUIRED");
            ApiClient api = new ApiClient(base.toURI());
            refused(403, "NOT_ALLOWED", api.post(
                    "api/files?room=news&name=a.txt", BodyPublishers.ofString("no"), "Authorization", "Bearer key of Guest", "Content-Type", "text/plain"));
        }
    }

    @Test
    void a_policy_of_an_application_is_asked_before_the_rules() throws Exception {
        try (JsonClient poor = enter("ws/school", "Poor", bearer("poor"));
                JsonClient payer = enter("ws/school", "Payer", bearer("payer"))) {
            poor.send("{'type':'join','room':'exam','ack':2}").await("FEE_DUE");
            payer.send("{'type':'join','room':'exam','ack':2}").await("'room':'exam'");
        }
    }

    @Test
    void the_http_api_tells_nobody_what_they_may_not_read() throws Exception {
        ApiClient api = new ApiClient(base.toURI());
        try (JsonClient anna = enter("ws", "Anna", bearer("anna"))) {
            anna.send("{'type':'join','room':'club','ack':2}").await("'ack':2");
            anna.send("{'type':'message','room':'club','text':'for members','ack':3}").await("'ack':3");
        }
        refused(401, "AUTH_REQUIRED", api.get("api/rooms/club/messages"));
        refused(401, "AUTH_REQUIRED", api.get("api/rooms/lobby/messages?namespace=/team"));
        refused(401, "AUTH_REQUIRED", api.get("api/rooms?namespace=/team"));
        refused(403, "ROLE_NEEDED", api.get("api/rooms?namespace=/board", "Authorization", bearer("anna")));
        assertEquals(
                1,
                json(api.get("api/rooms/club/messages", "Authorization", bearer("anna"))).getJsonArray("messages").size());
    }
}
