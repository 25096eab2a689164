package dev.parley.socketio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bean Validation of what clients send, by Hibernate Validator. */
class ValidationTest {
    private static final Locale BEFORE = Locale.getDefault();

    private final SocketIoServer io =
            new SocketIoServer(SocketIoOptions.defaults(), new VirtualScheduler(), InMemoryAdapter::new);

    public record Item(@NotBlank String name, @Max(9) int count) {}

    public record Order(@NotNull @Size(max = 5) String customer, List<@Valid Item> items, Map<String, @NotBlank String> notes) {}

    @SocketNamespace("/orders")
    static class Orders {
        @OnEvent("order")
        String order(Socket socket, @Valid Order order) {
            return "done";
        }

        @OnEvent("items")
        int items(@NotBlank String customer, @Size(min = 1) List<@Valid Item> items) {
            return items.size();
        }

        @OnEvent("name")
        String name(@Size(max = 3) String name) {
            return name;
        }

        @OnEvent("unchecked")
        String unchecked(Item item) {
            return "unchecked";
        }
    }

    @BeforeAll
    static void messages_in_english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterAll
    static void messages_as_before() {
        Locale.setDefault(BEFORE);
    }

    private Visitor enter() {
        AnnotatedNamespace.of(Orders.class).install(io, new Orders());
        return Visitor.enter(io, "/orders");
    }

    @Test
    void what_is_valid_passes() {
        Visitor anna = enter();
        assertEquals(
                List.of("[\"done\"]"),
                anna.ask("order", new Order("Anna", List.of(new Item("tea", 9)), Map.of("hot", "please"))));
        assertEquals(List.of("[1]"), anna.ask("items", "Anna", List.of(new Item("tea", 1))));
        assertEquals(List.of("[\"Bob\"]"), anna.ask("name", "Bob"));
        assertEquals(List.of("[\"unchecked\"]"), anna.ask("unchecked", new Item("", 100)));
    }

    @Test
    void what_is_not_is_answered_with_its_fields() {
        Visitor anna = enter();
        assertEquals(
                List.of("[{\"error\":{\"code\":\"VALIDATION\",\"message\":"
                        + "\"customer size must be between 0 and 5, items[1].count must be less than or equal to 9,"
                        + " items[1].name must not be blank, notes[hot] must not be blank\","
                        + "\"field\":\"customer\",\"errors\":["
                        + "{\"field\":\"customer\",\"message\":\"size must be between 0 and 5\"},"
                        + "{\"field\":\"items[1].count\",\"message\":\"must be less than or equal to 9\"},"
                        + "{\"field\":\"items[1].name\",\"message\":\"must not be blank\"},"
                        + "{\"field\":\"notes[hot]\",\"message\":\"must not be blank\"}]}}]"),
                anna.ask("order",
                        new Order("Annabel", List.of(new Item("tea", 1), new Item(" ", 10)), Map.of("hot", " "))));
        anna.tell("order", Map.of());
        assertTrue(anna.got().get(0).startsWith("error[{\"code\":\"VALIDATION\""));
    }

    @Test
    void of_several_arguments_the_argument_is_told() {
        List<String> answers = enter().ask("items", "", List.of(new Item("", 1)));
        assertTrue(answers.get(0).contains("\"field\":\"arguments[0]\",\"errors\""), answers.get(0));
        assertTrue(answers.get(0).contains("{\"field\":\"arguments[1][0].name\",\"message\""), answers.get(0));
    }

    @Test
    void of_one_argument_it_is_the_argument() {
        List<String> answers = enter().ask("name", "Anna");
        assertTrue(answers.get(0).contains("\"field\":\"arguments[0]\",\"errors\""), answers.get(0));
    }

    @SocketNamespace
    static class OnConnection {
        @OnConnect
        void joined(@NotNull Socket socket) {}
    }


    @Test
    void constraints_without_effect_are_refused() {
        assertEquals(
                OnConnection.class.getName() + ".joined: constraints must be on parameters of a method with @OnEvent,"
                        + " were of one with @OnConnect",
                assertThrows(InvalidNamespaceException.class, () -> AnnotatedNamespace.of(OnConnection.class)).getMessage());
    }

    @Test
    void constraints_without_a_provider_are_refused() throws Exception {
        URL[] others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("hibernate-validator"))
                .map(ValidationTest::url)
                .toArray(URL[]::new);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader apart = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(apart);
            Method reader = apart.loadClass(AnnotatedNamespace.class.getName()).getMethod("of", Class.class);
            Class<?> orders = apart.loadClass(Orders.class.getName());
            String message = assertThrows(InvocationTargetException.class, () -> reader.invoke(null, orders))
                    .getCause()
                    .getMessage();
            assertTrue(
                    message.startsWith(Orders.class.getName()
                            + ".items: constraints must have a provider of Bean Validation that understands them: "),
                    message);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
