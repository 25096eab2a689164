package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.annotation.InvalidNamespaceException;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.SocketNamespace;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Classes and objects that are installed as a container would. */
class InstallationTest {
    private final TestServer server = new TestServer();

    interface Greetings {
        String greeting();
    }

    @SocketNamespace("/hello")
    @RolesAllowed("guest")
    static class Hello {
        private final Greetings greetings;
        private final Clock clock;

        @Inject
        Hello(Greetings greetings, Clock clock) {
            this.greetings = greetings;
            this.clock = clock;
        }

        @OnEvent("hello")
        String hello() {
            return greetings.greeting() + " " + clock.instant();
        }
    }

    @SocketNamespace("/plain")
    static class Plain {
        @OnEvent("hello")
        String hello() {
            return "plain";
        }
    }

    @SocketNamespace("/plain")
    static class PlainAgain {}

    @SocketNamespace("/mistaken")
    static class Mistaken {
        @OnEvent("connect")
        void hello() {}
    }

    @SocketNamespace("/secret")
    static final class Secret {
        private Secret() {}
    }

    @SocketNamespace("/failing")
    static class Failing {
        Failing() {
            throw new UnsupportedOperationException("no");
        }
    }

    @SocketNamespace("/field")
    static class FieldOnly {
        @Inject Greetings greetings;
    }

    static final class News implements ParleyApplication {
        @Override
        public void install(Parley parley) {
            parley.declareRoles("editor");
            boolean isLast = parley.io().existing("/plain").isPresent();
            parley.io().of("/news").on("last?", (socket, arguments, ack) -> ack.send(isLast));
        }

        @Override
        public int order() {
            return 1;
        }
    }

    private static Object ask(TestClient client, String event) {
        return client.emitWithAck(event).value().values().get(0).toString();
    }

    @Test
    void a_class_is_made_with_what_the_test_provides() {
        server.provide((Greetings) () -> "hi", server.clock(), "unused").install(Hello.class);
        assertEquals("forbidden", server.connect("/hello").refusal().orElseThrow().getMessage());
        assertEquals("\"hi 2026-01-01T00:00:00Z\"", ask(server.request().roles("guest").connect("/hello"), "hello"));
    }

    @Test
    void an_object_is_taken_as_it_is_also_one_of_a_class_beneath() {
        server.install(new Hello(() -> "ho", server.clock()), new Plain() {});
        assertEquals("\"ho 2026-01-01T00:00:00Z\"", ask(server.request().roles("guest").connect("/hello"), "hello"));
        assertEquals("\"plain\"", ask(server.connect("/plain"), "hello"));
    }

    @Test
    void applications_are_installed_in_their_order() {
        server.install(News.class, Plain.class);
        assertEquals("true", ask(server.connect("/news"), "last?"));
    }

    @Test
    void an_application_finds_all_but_the_container() {
        server.install(new ParleyApplication() {
            @Override
            public void install(Parley parley) {
                assertSame(server.io(), parley.io());
                assertSame(server.engine(), parley.engine());
                assertEquals(0, parley.openEngine("/engine.io", session -> null).sessionCount());
                assertTrue(parley.openWebSocket("/echo", connection -> null).connections().isEmpty());
                assertTrue(parley.webSockets().connections().isEmpty());
                assertEquals(
                        "there is no web application in a test without a container",
                        assertThrows(IllegalStateException.class, parley::context).getMessage());
            }
        });
    }

    @Test
    void mistakes_are_those_of_a_deployment_and_nothing_is_installed() {
        assertEquals(
                Mistaken.class.getName() + ".hello: event must not be reserved, was 'connect'",
                assertThrows(InvalidNamespaceException.class, () -> server.install(Plain.class, Mistaken.class))
                        .getMessage());
        assertFalse(server.io().accepts("/plain"));
        assertEquals(
                PlainAgain.class.getName() + ": a namespace must have one class, '/plain' had " + Plain.class.getName()
                        + " as well",
                assertThrows(
                                InvalidNamespaceException.class,
                                () -> new TestServer().install(Plain.class).install(new PlainAgain()))
                        .getMessage());
    }

    @Test
    void what_cannot_be_made_is_refused_by_name_and_reason() {
        assertEquals(
                " must have a constructor without parameters that is not private, or one with @Inject",
                refusal(Secret.class));
        assertEquals(
                " must be provided with one " + Greetings.class.getName() + ", there was none", refusal(Hello.class));
        server.provide((Greetings) () -> "a", (Greetings) () -> "b");
        assertEquals(
                " must be provided with one " + Greetings.class.getName() + ", there were 2", refusal(Hello.class));
        assertEquals(
                " must be installed as an object, for only CDI fills 'greetings'; a test fills constructors",
                refusal(FieldOnly.class));
        IllegalStateException failed = assertThrows(IllegalStateException.class, () -> server.install(Failing.class));
        assertEquals("the constructor of " + Failing.class.getName() + " failed", failed.getMessage());
        assertSame(UnsupportedOperationException.class, failed.getCause().getClass());
    }

    private String refusal(Class<?> type) {
        return assertThrows(IllegalStateException.class, () -> server.install(type))
                .getMessage()
                .substring(type.getName().length());
    }

    @Test
    void what_is_neither_a_namespace_nor_an_application_is_refused() {
        for (Object part : List.of(String.class, "text", Map.of().getClass())) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> server.install(part))
                    .getMessage()
                    .startsWith("what is installed must have @SocketNamespace or be a ParleyApplication, was java."));
        }
    }
}
