package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the jar, and what is not. */
class ServerJarIT {
    private static final Path CLASSES = Path.of("target", "classes");

    private static ZipFile jar() throws IOException {
        return new ZipFile(System.getProperty("jar.file"));
    }

    @Test
    void all_is_in_it_but_the_chat_and_what_the_war_has_beside_it() throws IOException {
        Set<String> expected;
        try (Stream<Path> files = Files.walk(CLASSES)) {
            expected = files.filter(Files::isRegularFile)
                    .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.matches("dev/parley/(account|chat|site|launch|storage)/.*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        try (ZipFile jar = jar()) {
            Set<String> there = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !name.matches("META-INF/(MANIFEST.MF|maven/.*)"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(expected, there);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "META-INF/web-fragment.xml",
        "META-INF/services/jakarta.servlet.ServletContainerInitializer",
        "dev/parley/web/ParleyApplication.class",
        "dev/parley/web/client/socket.io.js",
    })
    void what_a_container_and_a_page_look_for_is_there(String name) throws IOException {
        try (ZipFile jar = jar()) {
            assertNotNull(jar.getEntry(name));
        }
    }

    @Test
    void the_war_is_no_fragment() throws IOException {
        try (ZipFile war = new ZipFile(System.getProperty("war.file"))) {
            assertNull(war.getEntry("WEB-INF/classes/META-INF/web-fragment.xml"));
        }
    }
}
