package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.MembersOnly;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Roles of a realm of the container's: who may come in, and who may send what. */
@ArquillianTest
class RolesIT extends EngineHttp {
    private static final Path USERS = Path.of("target", "roles-it-users.xml");

    private static final String REALM =
            "<Context><Realm className='org.apache.catalina.realm.MemoryRealm' pathname='%s'/></Context>";

    private static final String FRAGMENT =
            """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <name>roles</name>
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>all</web-resource-name>
                  <url-pattern>/ws/members</url-pattern>
                  <url-pattern>/socket.io/*</url-pattern>
                  <url-pattern>/sse/*</url-pattern>
                  <url-pattern>/api/*</url-pattern>
                  <url-pattern>/echo</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>**</role-name></auth-constraint>
              </security-constraint>
              <login-config><auth-method>BASIC</auth-method></login-config>
              <security-role><role-name>member</role-name></security-role>
              <security-role><role-name>admin</role-name></security-role>
            </web-fragment>
            """;

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        WebArchive war = Deployed.parley()
                .addClass(MembersOnly.class)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "roles.jar")
                        .addAsManifestResource(new StringAsset(FRAGMENT), "web-fragment.xml"));
        return Deployed.isOn("tomcat") ? withRealm(war) : war; // Payara has these users from payara/users.txt
    }

    private static WebArchive withRealm(WebArchive war) throws IOException {
        Files.writeString(
                USERS,
                """
                <tomcat-users>
                  <user username="ada" password="secret" roles="admin"/>
                  <user username="mia" password="secret" roles="member"/>
                  <user username="gus" password="secret" roles="guest"/>
                  <user username="pia" password="secret" roles="parley-admin"/>
                </tomcat-users>
                """);
        return war.addAsManifestResource(new StringAsset(REALM.formatted(USERS.toUri())), "context.xml");
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    }

    private JsonClient enter(String user) throws Exception {
        return JsonClient.connect(
                Deployed.webSocket(base.toURI(), "ws/members"), with -> with.header("Authorization", basic(user)));
    }

    @Test
    void who_has_the_role_of_the_class_comes_in_and_may_not_do_everything() throws Exception {
        try (JsonClient mia = enter("mia")) {
            mia.send("{'type':'who','ack':1}");
            assertEquals("{'type':'ack','ack':1,'args':['mia']}", mia.await("'ack':1"));
            mia.send("{'type':'close','ack':2}");
            assertTrue(mia.await("'ack':2").contains("FORBIDDEN"));
        }
    }

    @Test
    void who_has_the_role_of_the_method_may() throws Exception {
        try (JsonClient ada = enter("ada")) {
            ada.send("{'type':'close','ack':1}");
            assertEquals("{'type':'ack','ack':1,'args':['closed']}", ada.await("'ack':1"));
        }
    }

    @Test
    void clients_of_socket_io_that_poll_are_whom_the_container_knows() throws Exception {
        URI polling = base.toURI().resolve("socket.io/?EIO=4&transport=polling");
        assertEquals(401, get(polling).status());
        String mia = "Authorization: " + basic("mia");
        URI session = URI.create(polling + "&sid=" + sid(get(polling, mia)));
        post(session, "40/members,", mia);
        assertTrue(get(session, mia).text().startsWith("40/members,"));
        post(session, "42/members,1[\"who\"]", mia);
        assertEquals("43/members,1[\"mia\"]", get(session, mia).text());
        post(session, "42/members,2[\"close\"]", mia);
        assertTrue(get(session, mia).text().contains("FORBIDDEN"));
        assertEquals(400, get(session, "Authorization: " + basic("ada")).status(), "who is somebody else has no part in it");
        post(session, "1", mia);
    }

    @Test
    void clients_of_socket_io_on_a_websocket_are_whom_the_container_knows() throws Exception {
        URI address = Deployed.webSocket(base.toURI(), "socket.io/?EIO=4&transport=websocket");
        try (RawClient ada = new RawClient(address, "Authorization: " + basic("ada"));
                RawClient gus = new RawClient(address, "Authorization: " + basic("gus"))) {
            ada.sendText("40/members,");
            gus.sendText("40/members,");
            assertTrue(nextPacket(ada).startsWith("40/members,"));
            ada.sendText("42/members,1['who']");
            assertEquals("43/members,1[\"ada\"]", nextPacket(ada));
            ada.sendText("42/members,2['close']");
            assertEquals("43/members,2[\"closed\"]", nextPacket(ada));
            assertTrue(nextPacket(gus).startsWith("44/members,"));
        }
    }

    /** Without the handshake and heartbeats of Engine.IO. */
    private static String nextPacket(RawClient client) throws IOException {
        String packet = client.read(RawClient.TEXT).text();
        return packet.startsWith("4") ? packet : nextPacket(client);
    }

    @Test
    void clients_of_event_streams_are_whom_the_container_knows() throws Exception {
        HttpClient mia = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .authenticator(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication("mia", "secret".toCharArray());
                    }
                })
                .build();
        try (SseClient stream = SseClient.connect(mia, base.toURI().resolve("sse/members"), Long.MAX_VALUE)) {
            assertTrue(stream.post("{'type':'who','ack':1}").body().contains("\"mia\""));
            assertTrue(stream.post("{'type':'close','ack':2}").body().contains("FORBIDDEN"));
        }
    }

    @Test
    void the_http_api_asks_for_the_roles_of_the_container() throws Exception {
        URI audit = base.toURI().resolve("api/audit?namespace=/");
        assertEquals(401, get(audit).status());
        assertTrue(get(audit, "Authorization: " + basic("mia")).text().contains("ROLE_NEEDED"));
        assertEquals(200, get(audit, "Authorization: " + basic("pia")).status());
    }

    @Test
    void an_address_of_an_applications_own_is_behind_the_same_login() throws Exception {
        URI echo = base.toURI().resolve("echo");
        assertEquals(401, upgrade(echo, "13").status());
        assertEquals(101, upgrade(echo, "13", "Authorization: " + basic("mia")).status());
    }

    @Test
    void who_has_another_role_stays_outside() throws Exception {
        try (JsonClient gus = enter("gus")) {
            assertEquals(1008, gus.awaitClose());
        }
    }
}
