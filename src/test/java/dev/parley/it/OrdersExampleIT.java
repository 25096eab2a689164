package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.browser.Browser;
import dev.parley.fixture.ExampleWar;
import dev.parley.fixture.ListenerApplication;
import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.EveryClient;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example of {@code docs/examples/orders}: the server's jar in {@code WEB-INF/lib} of somebody else's WAR. */
@ArquillianTest
class OrdersExampleIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return ExampleWar.build("orders").addClass(ListenerApplication.class);
    }

    @ArquillianResource
    private URL base;

    @Test
    void two_people_at_the_page_see_what_is_ordered() throws Exception {
        try (Browser anna = Browser.open(base.toURI());
                Browser bob = Browser.open(base.toURI())) {
            anna.fill("input", "green tea");
            anna.click("button");
            assertEquals("green tea", anna.see("li").getText());
            bob.fill("input", "coffee");
            bob.click("button");
            assertEquals("coffee", anna.see("li + li").getText());
        }
    }

    @EveryClient
    void an_order_is_answered_and_told_to_all(ClientKind kind) throws Exception {
        try (JavaClient guest = kind.open(base.toURI());
                JavaClient cook = kind.open(base.toURI())) {
            JavaSocket kitchen = cook.enter("/orders");
            List<Object> answer = guest.enter("/orders").ask("order", Map.of("item", " tea "));
            Object number = ((Map<?, ?>) answer.get(0)).get("number");
            assertEquals(List.of(Map.of("number", number, "item", "tea")), kitchen.await("ordered"));
        }
    }

    @Test
    void an_empty_order_is_refused_by_name() throws Exception {
        try (JavaClient guest = ClientKind.all().get(ClientKind.all().size() - 1).open(base.toURI())) {
            List<Object> answer = guest.enter("/orders").ask("order", Map.of("item", " "));
            Map<?, ?> error = (Map<?, ?>) ((Map<?, ?>) answer.get(0)).get("error");
            assertEquals("ITEM_EMPTY", error.get("code"));
        }
    }

    @Test
    void what_the_readme_says_of_a_bare_web_socket_is_so() throws Exception {
        try (JsonClient guest = JsonClient.connect(Deployed.webSocket(base.toURI(), "ws/orders"))) {
            guest.send("{'type':'order','item':'tea','ack':1}");
            assertTrue(guest.await("'ordered'").contains("'item':'tea'"));
            assertTrue(guest.await("'ack':1").matches(".*'number':\\d+.*"));
        }
    }

    @Test
    void a_listener_of_the_application_finds_the_server_started_and_its_namespaces_installed() throws Exception {
        try (JsonClient client = JsonClient.connect(Deployed.webSocket(base.toURI(), "ws/listener"))) {
            assertEquals("{'type':'found','args':[true]}", client.await("found"));
        }
    }

    @Test
    void the_page_and_the_client_it_loads_are_served() throws Exception {
        String page = get("").body();
        assertTrue(page.contains("<script src=\"socket.io/socket.io.js\">"), page);
        HttpResponse<String> client = get("socket.io/socket.io.js");
        assertEquals(200, client.statusCode());
        assertTrue(client.body().contains("Socket.IO v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients-count", "client/x", "echo", "chat/main.js", "ws/team", "ws/orders/codes"})
    void nothing_of_the_chat_is_there(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
    }

    @Test
    void pages_have_the_headers_that_their_application_gives_them() throws Exception {
        assertEquals(List.of(), get("").headers().allValues("Content-Security-Policy"));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(base.toURI().resolve(path)).build(), BodyHandlers.ofString());
    }
}
