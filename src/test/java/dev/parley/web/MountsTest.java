package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
    private final ServletContext context = new StartContext(
                    Set.of("/pages/"), List.of("/", "*.jsp", "/exact", "/below/*", "/deep/down"))
            .context();

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io", "/exactly", "/page", "/a/b", "/ours2"})
    void a_path_is_free_where_nothing_is(String path) {
        assertDoesNotThrow(() -> Mounts.check(context, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pages", "/exact", "/below", "/deep", "/ours", "/ws", "/ws/a", "/sse", "/sse/a", "/a b", "", "/"})
    void a_path_where_something_is_or_can_be_nothing_is_refused(String path) {
        String message = assertThrows(IllegalArgumentException.class, () -> Mounts.check(context, path))
                .getMessage();
        assertEquals("a path must look like /engine.io and be free, was '" + path + "'", message);
    }
}
