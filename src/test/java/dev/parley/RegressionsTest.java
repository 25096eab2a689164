package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row of {@code docs/regressions.md} and {@code docs/security.md} names tests that exist. */
class RegressionsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Za-z0-9]+)#([a-z0-9_]+)`");

    /** The sources of the tests by class; they are read and not loaded, because some need a container. */
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), RegressionsTest::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/regressions.md", "docs/security.md"})
    void every_row_names_tests_and_every_test_is_there(String document) throws IOException {
        Map<String, String> tests = tests();
        List<String> rows = read(Path.of(document)).lines()
                .filter(line -> line.startsWith("| ") && !line.contains("| our test |"))
                .toList();
        assertFalse(rows.isEmpty());
        assertEquals(
                List.of(), rows.stream().filter(row -> !NAMED.matcher(row).find()).toList(), "without a test");
        List<String> missing = rows.stream()
                .flatMap(row -> NAMED.matcher(row).results())
                .filter(named -> !isThere(tests.get(named.group(1)), named.group(2)))
                .map(MatchResult::group)
                .toList();
        assertEquals(List.of(), missing);
    }

    private static boolean isThere(String source, String method) {
        return source != null && Pattern.compile("void " + method + "\\s*\\(").matcher(source).find();
    }
}
