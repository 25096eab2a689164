package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.browser.Browser;
import dev.parley.fixture.ExampleWar;
import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.EveryClient;
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

/** The example of {@code docs/examples/chat}, and the events of the example of Socket.IO's that it stands for. */
@ArquillianTest
class ChatExampleIT {

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return ExampleWar.build("chat");
    }

    @ArquillianResource
    private URL base;

    @Test
    void two_people_at_the_page_see_each_other_come_talk_and_go() throws Exception {
        try (Browser anna = Browser.open(base.toURI());
                Browser bob = Browser.open(base.toURI())) {
            anna.fill("input", "Anna");
            anna.click("button");
            anna.see("li");
            bob.fill("input", "Bob");
            bob.click("button");
            anna.see("li", "Bob has come");
            bob.fill("input", "Good morning");
            bob.click("button");
            anna.see("li", "Good morning");
            // who goes while polling is missed only by the heartbeat, which takes longer than we wait
            bob.seeThat(true, "return socket.io.engine.transport.name === 'websocket'");
            bob.leave();
            anna.see("li", "Bob has left");
            assertEquals(List.of(), anna.complaints());
        }
    }

    @EveryClient
    void a_conversation_goes_as_with_the_example_of_socket_io(ClientKind kind) throws Exception {
        try (JavaClient first = kind.open(base.toURI());
                JavaClient second = kind.open(base.toURI())) {
            JavaSocket anna = enter(first, "Anna");
            JavaSocket bob = enter(second, "Bob");
            assertEquals("Bob", member(anna.await("user joined"), "username"));
            bob.emit("typing");
            assertEquals(List.of(Map.of("username", "Bob")), anna.await("typing"));
            bob.emit("stop typing");
            assertEquals(List.of(Map.of("username", "Bob")), anna.await("stop typing"));
            bob.emit("new message", "hello");
            assertEquals(List.of(Map.of("username", "Bob", "message", "hello")), anna.await("new message"));
            bob.leave();
            assertEquals("Bob", member(anna.await("user left"), "username"));
        }
    }

    @Test
    void everybody_is_counted_once() throws Exception {
        ClientKind kind = ClientKind.all().get(ClientKind.all().size() - 1);
        try (JavaClient first = kind.open(base.toURI());
                JavaClient second = kind.open(base.toURI())) {
            JavaSocket anna = enter(first, "Anna");
            anna.emit("add user", "Anna again");
            JavaSocket bob = enter(second, "Bob");
            bob.leave();
            int before = (int) member(anna.await("user joined"), "numUsers");
            assertEquals(List.of(Map.of("username", "Bob", "numUsers", before - 1)), anna.await("user left"));
        }
    }

    @Test
    void what_the_readme_says_of_a_bare_web_socket_is_so() throws Exception {
        try (JsonClient guest = JsonClient.connect(Deployed.webSocket(base.toURI(), "ws"))) {
            guest.send("{'type':'add user','args':['Anna']}");
            assertTrue(guest.await("'login'").contains("'numUsers':"));
        }
    }

    private static JavaSocket enter(JavaClient client, String name) throws InterruptedException {
        JavaSocket socket = client.enter("/");
        socket.emit("add user", name);
        socket.await("login");
        return socket;
    }

    private static Object member(List<Object> arguments, String name) {
        return ((Map<?, ?>) arguments.get(0)).get(name);
    }
}
