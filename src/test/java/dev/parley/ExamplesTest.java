package dev.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What the examples' descriptors say, which the integration tests do not read. */
class ExamplesTest {
    static List<Path> examples() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("docs", "examples"))) {
            return found.map(example -> example.resolve("pom.xml"))
                    .filter(Files::exists) // the others are no web applications
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_depends_on_the_server_of_this_version_and_on_nothing_else(Path descriptor) throws Exception {
        Element example = read(descriptor);
        assertEquals(1, example.getElementsByTagName("dependency").getLength());
        Element dependency = (Element) example.getElementsByTagName("dependency").item(0);
        Element own = read(Path.of("pom.xml"));
        for (String coordinate : List.of("groupId", "artifactId", "version")) {
            assertEquals(text(own, coordinate), text(dependency, coordinate));
        }
        assertEquals("server", text(dependency, "classifier"));
    }

    private static Element read(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    /** The first of them: in a descriptor, the project's own. */
    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
