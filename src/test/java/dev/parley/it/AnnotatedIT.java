package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.fixture.AnnotatedRoom;
import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.EveryClient;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import java.net.URL;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Annotated namespaces on a container, which finds them by itself. */
@ArquillianTest
class AnnotatedIT {

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley().addClasses(AnnotatedRoom.class);
    }

    @ArquillianResource
    private URL base;

    @EveryClient
    void a_namespace_is_found_and_gets_what_there_is(ClientKind kind) throws Exception {
        String made = System.getProperty("arquillian.launch").equals("payara") ? "injected" : "constructed";
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
}
