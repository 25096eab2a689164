package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the tests of the page's scripts, which are in {@code src/test/js}, with Node. */
class PageScriptsTest {

    @Test
    void the_scripts_of_the_page_pass_their_own_tests() throws Exception {
        Process node = start(List.of("node", "--test", "src/test/js/"));
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), output);
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            String message = "install Node 20 or later to test the page's scripts";
            if ("true".equals(System.getenv("CI"))) {
                fail(message, absent);
            }
            return abort(message);
        }
    }
}
