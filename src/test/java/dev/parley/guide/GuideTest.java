package dev.parley.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows is compiled: every block of Java in it stands in a file of this package or of an example. */
class GuideTest {
    private static final Path GUIDE = Path.of("docs/guide");
    private static final List<Path> SOURCES = List.of(Path.of("src/test/java/dev/parley/guide"), Path.of("docs/examples"));
    private static final Pattern BLOCK = Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void every_block_is_compiled() throws IOException {
        String sources = normal(read(SOURCES, ".java"));
        List<String> unknown = new ArrayList<>();
        int blocks = 0;
        for (Path page : files(GUIDE, ".md")) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                blocks++;
                if (!sources.contains(normal(block.group(1)))) {
                    unknown.add(page.getFileName() + ": " + block.group(1));
                }
            }
        }
        assertEquals(List.of(), unknown);
        assertFalse(blocks < 10, "so few blocks: " + blocks);
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : files(GUIDE, ".md")) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(page.getFileName() + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static String read(List<Path> folders, String suffix) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path folder : folders) {
            for (Path file : files(folder, suffix)) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    /** Without indentation and empty lines. */
    private static String normal(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> a + b + '\n');
    }
}
