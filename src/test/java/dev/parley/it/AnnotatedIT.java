package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.fixture.AnnotatedRoom;
import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.EveryClient;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
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
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Annotated namespaces on a container, which finds them by itself. */
@ArquillianTest
class AnnotatedIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final String OPTIONS =
            """
            <web-fragment xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <name>options</name>
              <context-param>
                <param-name>parley.socketio.serve-contract</param-name>
                <param-value>true</param-value>
              </context-param>
            </web-fragment>
            """;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley()
                .addClasses(AnnotatedRoom.class)
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "options.jar")
                        .addAsManifestResource(new StringAsset(OPTIONS), "web-fragment.xml"));
    }

    @ArquillianResource
    private URL base;

    @EveryClient
    void a_namespace_is_found_and_gets_what_there_is(ClientKind kind) throws Exception {
        String made = Deployed.isOn("payara", "wildfly") ? "injected" : "constructed"; // who has CDI
        try (JavaClient client = kind.open(base.toURI())) {
            JavaSocket anna = client.enter("/room/tea");
            assertEquals(List.of("tea", made), anna.await("welcome"));
            assertEquals(
                    List.of(Map.of("room", "tea", "text", "хахаха")), anna.ask("say", Map.of("text", "ха", "times", 3)));
            Map<?, ?> refused = (Map<?, ?>) anna.ask("say", Map.of("text", "ха", "times", 6)).get(0);
            Map<?, ?> error = (Map<?, ?>) refused.get("error");
            assertEquals("VALIDATION", error.get("code"));
            assertEquals("times", ((Map<?, ?>) ((List<?>) error.get("errors")).get(0)).get("field"));
        }
    }

    @Test
    void the_contract_is_served_where_an_option_says_so() throws Exception {
        HttpResponse<String> types = get("socket.io/events.d.ts");
        assertEquals(200, types.statusCode());
        assertTrue(types.body().contains("\"say\": (arg0: Say, ack: (answer: Said | Refused) => void) => void;"), types.body());
        assertTrue(get("socket.io/asyncapi.json").body().contains("\"/room/{name} receive say\""));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(base.toURI().resolve(path)).build(), BodyHandlers.ofString());
    }
}
