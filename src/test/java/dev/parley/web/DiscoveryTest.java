package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.config.Configuration;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.SocketNamespace;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final ServletContext context = new StartContext(Set.of(), List.of()).context();
    private final Application application = Application.configured(new Configuration(List.of()));

    /** Opens a namespace named after itself. */
    abstract static class Named implements ParleyApplication {
        @Override
        public void install(Parley parley) {
            Object others = parley.context().getAttribute("installed");
            String name = getClass().getSimpleName();
            parley.context().setAttribute("installed", others == null ? name : others + " " + name);
            parley.io().of("/" + name);
        }
    }

    public static final class Anna extends Named {}

    public static final class Aaron extends Named {
        @Override
        public int order() {
            return 1;
        }
    }

    public static final class Bob extends Named {}

    /** Cannot be made by the container. */
    public static final class Secret extends Named {
        private Secret() {}
    }

    /** Cannot be made at all. */
    public static final class Broken extends Named {
        public Broken() {
            throw new IllegalArgumentException("no");
        }
    }

    @AfterEach
    void close() {
        application.close();
    }

    private void install(Set<Class<?>> found) {
        new Discovery().onStartup(found, context);
        Discovery.install(context, new ContainerParley(context, application));
    }

    @Test
    void what_the_container_has_found_is_installed_in_order() {
        install(Set.of(Bob.class, Aaron.class, Anna.class, Named.class, ParleyApplication.class, String.class));
        assertEquals("Anna Bob Aaron", context.getAttribute("installed"));
        assertTrue(application.server().existing("/Aaron").isPresent());
    }

    @Test
    void nothing_found_is_nothing_installed() {
        assertDoesNotThrow(() -> install(null));
        assertDoesNotThrow(() -> Discovery.install(
                new StartContext(Set.of(), List.of()).context(), new ContainerParley(context, application)));
    }

    @SocketNamespace("/annotated/{who}")
    static class Annotated {
        @OnEvent("hello")
        String hello() {
            return "world";
        }
    }

    @SocketNamespace("/annotated/{who}")
    static class AnnotatedAgain {}

    @SocketNamespace
    static final class SecretlyAnnotated {
        private SecretlyAnnotated() {}
    }

    @SocketNamespace
    static class Mistaken {
        @OnEvent("connect")
        void hello() {}
    }

    @Test
    void annotated_namespaces_are_installed_as_well() {
        install(Set.of(Annotated.class, Anna.class));
        assertTrue(application.server().accepts("/annotated/anna"));
        assertTrue(application.server().existing("/Anna").isPresent());
    }

    @Test
    void a_mistake_in_an_annotated_class_is_found_before_anything_is_installed() {
        assertEquals(
                Mistaken.class.getName() + ".hello: event must not be reserved, was 'connect'",
                refusal(Set.of(Mistaken.class, Anna.class)));
        assertNull(context.getAttribute("installed"));
        assertEquals(
                AnnotatedAgain.class.getName() + ": a namespace must have one class, '/annotated/{who}' had "
                        + Annotated.class.getName() + " as well",
                refusal(Set.of(Annotated.class, AnnotatedAgain.class)));
        assertEquals(
                SecretlyAnnotated.class.getName()
                        + " must have a constructor without parameters that is not private, or be a CDI bean",
                refusal(Set.of(SecretlyAnnotated.class)));
    }

    private String refusal(Set<Class<?>> found) {
        return assertThrows(RuntimeException.class, () -> install(found)).getMessage();
    }

    @Test
    void a_class_that_cannot_be_made_is_refused_by_name() {
        assertEquals(
                Secret.class.getName() + " must have a constructor without parameters that is not private, or be a CDI bean",
                assertThrows(IllegalStateException.class, () -> install(Set.of(Secret.class))).getMessage());
        IllegalStateException broken =
                assertThrows(IllegalStateException.class, () -> install(Set.of(Broken.class)));
        assertEquals("the constructor of " + Broken.class.getName() + " failed", broken.getMessage());
        assertSame(IllegalArgumentException.class, broken.getCause().getClass());
    }
}
