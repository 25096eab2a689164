package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the page's scripts, which are in {@code src/test/js}, with Node. */
class PageScriptsTest {

    @Test
    void the_scripts_of_the_page_pass_their_own_tests() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test")); // what it makes of a folder differs by version
        try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".test.mjs")).sorted().forEach(command::add);
        }
        Process node = Programs.start(
                new ProcessBuilder(command).redirectErrorStream(true), "install Node 20 or later to test the page's scripts");
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, node.waitFor(), output);
    }
}
