package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.browser.Browser;
import dev.parley.fixture.ExampleWar;
import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/examples/private-messages}, with the events of the one of Socket.IO's that it stands for. */
@ArquillianTest
class PrivateMessagesExampleIT {
    private static final ClientKind KIND = ClientKind.all().get(ClientKind.all().size() - 1);

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return ExampleWar.build("private-messages");
    }

    @ArquillianResource
    private URL base;

    @Test
    void two_people_at_the_page_write_to_each_other() throws Exception {
        try (Browser anna = Browser.open(base.toURI());
                Browser bob = Browser.open(base.toURI())) {
            anna.fill("[name=username]", "Anna of the page");
            anna.click("#entrance button");
            anna.see("nav", "Anna of the page (you)");
            bob.fill("[name=username]", "Bob of the page");
            bob.click("#entrance button");
            bob.click("nav [name='Anna of the page']");
            bob.fill("[name=content]", "Good morning");
            bob.click("#composer button");
            bob.see("li.own", "Good morning");
            anna.click("nav button.unread");
            anna.see("li:not(.own)", "Good morning");
            assertEquals(List.of(), anna.complaints());
        }
    }

    @Test
    void all_tabs_of_a_user_have_the_messages() throws Exception {
        try (Tab bob = Tab.of(this, Map.of("username", "Bob"));
                Tab anna = Tab.of(this, Map.of("username", "Anna"));
                Tab again = Tab.of(this, Map.of("sessionID", anna.sessionId()))) {
            assertEquals(anna.userId(), again.userId());
            bob.socket().emit("private message", Map.of("content", "hello", "to", anna.userId()));
            Map<String, String> toAnna = Map.of("content", "hello", "from", bob.userId(), "to", anna.userId());
            assertEquals(List.of(toAnna), anna.socket().await("private message"));
            assertEquals(List.of(toAnna), again.socket().await("private message"));
            again.socket().emit("private message", Map.of("content", "hi", "to", bob.userId()));
            Map<String, String> toBob = Map.of("content", "hi", "from", anna.userId(), "to", bob.userId());
            assertEquals(List.of(toBob), bob.socket().await("private message"));
            assertEquals(List.of(toBob), anna.socket().await("private message"));
            assertFalse(again.socket().hasHeard("private message"), "back to the tab it came from");
        }
    }

    @Test
    void a_user_has_left_with_the_last_tab_and_finds_the_messages_when_they_are_back() throws Exception {
        try (Tab bob = Tab.of(this, Map.of("username", "Bob"))) {
            Tab anna = Tab.of(this, Map.of("username", "Anna"));
            Map<String, String> session = Map.of("sessionID", anna.sessionId());
            Tab again = Tab.of(this, session);
            assertEquals(anna.userId(), bob.user("user connected").get("userID"));
            assertEquals(anna.userId(), bob.user("user connected").get("userID"));
            again.close();
            anna.close();
            assertEquals(List.of(anna.userId()), bob.socket().await("user disconnected"));
            bob.socket().emit("private message", Map.of("content", "later", "to", anna.userId()));
            assertEquals(List.of(), bob.socket().ask("private message", Map.of("content", "still?", "to", anna.userId())));
            try (Tab back = Tab.of(this, session)) {
                bob.socket().await("user connected");
                assertFalse(bob.socket().hasHeard("user disconnected"), "one of two tabs has left, not the user");
                String users = back.socket().await("users").toString();
                assertTrue(users.contains("later") && users.contains("still?"), users);
            }
        }
    }

    @Test
    void who_gives_no_name_is_refused() throws Exception {
        try (JavaClient client = KIND.open(base.toURI())) {
            assertTrue(client.approach("/").await("refused").toString().contains("invalid username"));
        }
    }

    @Test
    void a_message_to_nobody_is_refused() throws Exception {
        try (Tab bob = Tab.of(this, Map.of("username", "Bob"))) {
            String answer = bob.socket().ask("private message", Map.of("content", "hi", "to", "nobody")).toString();
            assertTrue(answer.contains("NO_SUCH_USER"), answer);
        }
    }

    /** A tab of somebody's browser. */
    private record Tab(JavaClient client, JavaSocket socket, String sessionId, String userId) implements AutoCloseable {

        static Tab of(PrivateMessagesExampleIT test, Map<String, String> credentials) throws Exception {
            JavaClient client = KIND.open(test.base.toURI());
            JavaSocket socket = client.approach("/", credentials);
            Map<?, ?> session = (Map<?, ?>) socket.await("session").get(0);
            return new Tab(client, socket, (String) session.get("sessionID"), (String) session.get("userID"));
        }

        Map<?, ?> user(String event) throws InterruptedException {
            return (Map<?, ?>) socket.await(event).get(0);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
