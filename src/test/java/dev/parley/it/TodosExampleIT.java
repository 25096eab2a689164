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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/examples/todos}, held to what the tests of the one of Socket.IO's expect. */
@ArquillianTest
class TodosExampleIT {
    private static final ClientKind KIND = ClientKind.all().get(ClientKind.all().size() - 1);
    private static final String UNKNOWN = "6edcf81e-7049-40e0-8497-9cdd52414f75";

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return ExampleWar.build("todos");
    }

    @ArquillianResource
    private URL base;

    private JavaClient client;
    private JavaClient otherClient;
    private JavaSocket socket;
    private JavaSocket other;

    @BeforeEach
    void connect() throws Exception {
        client = KIND.open(base.toURI());
        otherClient = KIND.open(base.toURI());
        socket = client.enter("/");
        other = otherClient.enter("/");
    }

    @AfterEach
    void leave() {
        client.close();
        otherClient.close();
    }

    @Test
    void a_todo_is_created_read_changed_and_deleted_and_the_others_are_told() throws Exception {
        String id = (String) ask("todo:create", Map.of("title", "lorem", "completed", false)).get("data");
        Map<String, Object> created = Map.of("id", id, "title", "lorem", "completed", false);
        assertEquals(List.of(created), other.await("todo:created"));
        assertEquals(Map.of("data", created), ask("todo:read", id));
        Map<String, Object> changed = Map.of("id", id, "title", "dolor", "completed", true);
        assertEquals(Map.of(), ask("todo:update", changed));
        assertEquals(List.of(changed), other.await("todo:updated"));
        assertTrue(((List<?>) ask("todo:list").get("data")).contains(changed));
        assertEquals(Map.of(), ask("todo:delete", id));
        assertEquals(List.of(id), other.await("todo:deleted"));
        assertFalse(((List<?>) ask("todo:list").get("data")).contains(changed));
        assertFalse(socket.hasHeard("todo:created"), "told to who did it");
    }

    @Test
    void each_field_that_is_wrong_is_named() throws Exception {
        assertEquals(
                invalid(problem("title", "is required", "any.required")),
                ask("todo:create", Map.of("completed", "false", "description", true)));
        assertEquals(
                invalid(
                        problem("id", "must be a valid GUID", "string.guid"),
                        problem("title", "is required", "any.required")),
                ask("todo:update", Map.of("id", "123", "completed", "false", "description", true)));
        assertEquals(
                invalid(
                        problem("id", "is not allowed", "any.unknown"),
                        problem("title", "must be a string", "string.base"),
                        problem("completed", "must be a boolean", "boolean.base")),
                ask("todo:create", Map.of("id", UNKNOWN, "title", 7, "completed", 1)));
        assertEquals(
                invalid(
                        problem("title", "length must be less than or equal to 256 characters long", "string.max"),
                        problem("completed", "is required", "any.required")),
                ask("todo:create", Map.of("title", "x".repeat(257))));
        assertFalse(other.hasHeard("todo:created"));
    }

    @Test
    void what_is_not_there_is_not_found() throws Exception {
        Map<String, String> notFound = Map.of("error", "entity not found");
        assertEquals(notFound, ask("todo:read", "123"));
        assertEquals(notFound, ask("todo:read", UNKNOWN));
        assertEquals(notFound, ask("todo:delete", "123"));
        assertEquals(notFound, ask("todo:update", Map.of("id", UNKNOWN, "title", "lorem", "completed", true)));
    }

    @Test
    void what_is_no_todo_at_all_is_refused_in_the_same_way() throws Exception {
        assertEquals(Map.of("error", "invalid payload"), ask("todo:create", "lorem"));
        assertEquals(Map.of("error", "invalid payload"), ask("todo:create"));
    }

    @Test
    void two_people_at_the_page_share_a_list() throws Exception {
        try (Browser anna = Browser.open(base.toURI());
                Browser bob = Browser.open(base.toURI())) {
            anna.click("button");
            anna.see("[role=alert]", "\"title\" is not allowed to be empty");
            bob.see("output", "to be done");
            anna.fill("form [name=title]", "Buy milk");
            anna.click("form button");
            Map<?, ?> todo = (Map<?, ?>) other.await("todo:created").get(0);
            assertEquals("Buy milk", todo.get("title"));
            String line = "[id='" + todo.get("id") + "'] ";
            bob.click(line + "[name=completed]");
            anna.see(line + ":checked");
            bob.click(line + "button");
            assertEquals(List.of(todo.get("id")), other.await("todo:deleted"));
            assertEquals(List.of(), bob.complaints());
        }
    }

    @Test
    void what_the_readme_says_of_a_bare_web_socket_is_so() throws Exception {
        try (JsonClient guest = JsonClient.connect(Deployed.webSocket(base.toURI(), "ws"))) {
            guest.send("{'type':'todo:create','title':'Buy milk','completed':false,'ack':1}");
            assertTrue(guest.await("'ack':1").contains("'data':"));
        }
    }

    private Map<?, ?> ask(String event, Object... payload) throws InterruptedException {
        return (Map<?, ?>) socket.ask(event, payload).get(0);
    }

    private static Map<String, Object> invalid(Object... problems) {
        return Map.of("error", "invalid payload", "errorDetails", List.of(problems));
    }

    private static Map<String, Object> problem(String field, String rule, String type) {
        return Map.of("message", '"' + field + "\" " + rule, "path", List.of(field), "type", type);
    }
}
