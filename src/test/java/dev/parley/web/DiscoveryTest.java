package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.config.Configuration;
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
        Discovery.install(context, new Parley(context, application));
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
                new StartContext(Set.of(), List.of()).context(), new Parley(context, application)));
    }

    @Test
    void a_class_that_cannot_be_made_is_refused_by_name() {
        assertEquals(
                Secret.class.getName() + " must be public and have a public constructor without parameters",
                assertThrows(IllegalStateException.class, () -> install(Set.of(Secret.class))).getMessage());
        IllegalStateException broken =
                assertThrows(IllegalStateException.class, () -> install(Set.of(Broken.class)));
        assertEquals("the constructor of " + Broken.class.getName() + " failed", broken.getMessage());
        assertSame(IllegalArgumentException.class, broken.getCause().getClass());
    }
}
