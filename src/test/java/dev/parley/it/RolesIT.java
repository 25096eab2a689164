package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.MembersOnly;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Roles of a realm of the container's: who may come in, and who may send what. */
@ArquillianTest
class RolesIT {
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
        Files.writeString(
                USERS,
                """
                <tomcat-users>
                  <user username="ada" password="secret" roles="admin"/>
                  <user username="mia" password="secret" roles="member"/>
                  <user username="gus" password="secret" roles="guest"/>
                </tomcat-users>
                """);
        return Deployed.parley()
                .addClass(MembersOnly.class)
                .addAsManifestResource(new StringAsset(REALM.formatted(USERS.toUri())), "context.xml")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "roles.jar")
                        .addAsManifestResource(new StringAsset(FRAGMENT), "web-fragment.xml"));
    }

    @ArquillianResource
    private URL base;

    private JsonClient enter(String user) throws Exception {
        String credentials = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return JsonClient.connect(
                Deployed.webSocket(base.toURI(), "ws/members"),
                with -> with.header("Authorization", "Basic " + credentials));
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
    void who_has_another_role_stays_outside() throws Exception {
        try (JsonClient gus = enter("gus")) {
            assertEquals(1008, gus.awaitClose());
        }
    }
}
