package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.ExampleWar;
import java.io.IOException;
import java.net.URL;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** WildFly shows its Undertow to an application whose manifests ask for it, and hides it from others. */
@ArquillianTest
@DisabledIfEnvironmentVariable(
        named = "PARLEY_WEBSOCKET_FRAMES",
        matches = "container",
        disabledReason = "the test leaves the choice of frames to Parley")
class WildFlyIT {
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
    private static final String OPTION =
            """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <name>options</name>
              <context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>
            </web-fragment>
            """;

    @Deployment(name = "library", testable = false)
    static WebArchive library() throws IOException {
        return with("parley.websocket.compression", "message", ExampleWar.build("orders"));
    }

    @Deployment(name = "hidden", testable = false)
    static WebArchive hidden() {
        return with("parley.websocket.compression", "message", asksForNothing("hidden.war"));
    }

    @Deployment(name = "refused", testable = false, managed = false)
    static WebArchive refused() {
        return with("parley.websocket.frames", "own", asksForNothing("refused.war"));
    }

    private static WebArchive asksForNothing(String name) {
        WebArchive war = ShrinkWrap.create(WebArchive.class, name).merge(Deployed.parley());
        war.delete("META-INF/MANIFEST.MF");
        return war;
    }

    private static WebArchive with(String option, String value, WebArchive war) {
        return war.addAsLibrary(ShrinkWrap.create(JavaArchive.class, "options.jar")
                .addAsManifestResource(new StringAsset(OPTION.formatted(option, value)), "web-fragment.xml"));
    }

    private static boolean areOurs(RawClient client) {
        return client.head().toLowerCase(Locale.ROOT).contains("permessage-deflate"); // which its endpoints do not know
    }

    @Test
    void frames_are_ours_where_the_server_is_a_library(@ArquillianResource @OperateOnDeployment("library") URL base)
            throws Exception {
        try (RawClient client = new RawClient(base.toURI().resolve("ws/orders"), OFFER)) {
            assertTrue(areOurs(client), client.head());
        }
    }

    @Test
    void where_undertow_is_hidden_its_endpoints_are_used(@ArquillianResource @OperateOnDeployment("hidden") URL base)
            throws Exception {
        try (RawClient client = new RawClient(base.toURI().resolve("echo"), OFFER)) {
            assertFalse(areOurs(client), client.head());
            client.sendText("hello");
            assertEquals("hello", client.read(RawClient.TEXT).text());
        }
    }

    @Test
    void where_undertow_is_hidden_frames_of_our_own_are_refused(@ArquillianResource Deployer deployer) {
        Exception refused = assertThrows(Exception.class, () -> deployer.deploy("refused"));
        String rule = "parley.websocket.frames must be auto or container where WildFly hides its Undertow, was 'own'";
        assertTrue(refused.getMessage().contains(rule), refused::getMessage);
    }
}
