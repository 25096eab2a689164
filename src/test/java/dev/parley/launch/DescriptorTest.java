package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Undertow is told of {@code web.xml}. */
class DescriptorTest {

    private static Descriptor read(String inside) throws IOException {
        String text = "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee'>" + inside + "</web-app>";
        return Descriptor.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void parameters_types_and_welcome_files_are_read() throws Exception {
        Descriptor read = read("""
                <display-name>x</display-name>
                <context-param><param-name>a</param-name><param-value> b </param-value></context-param>
                <mime-mapping><extension>mjs</extension><mime-type>text/javascript</mime-type></mime-mapping>
                <welcome-file-list><welcome-file>index.html</welcome-file></welcome-file-list>
                """);
        assertEquals(
                new Descriptor(Map.of("a", "b"), Map.of("mjs", "text/javascript"), List.of("index.html")), read);
    }

    @ParameterizedTest
    @CsvSource({
        "filter, <filter/>",
        "servlet-mapping, <servlet-mapping/>",
        "security-constraint, <security-constraint><url-pattern>/admin/*</url-pattern></security-constraint>"
    })
    void a_rule_that_nobody_would_follow_is_refused(String element, String inside) {
        IOException refused = assertThrows(IOException.class, () -> read(inside));
        assertEquals(
                "WEB-INF/web.xml has <" + element + ">, of which --server tomcat alone takes notice",
                refused.getMessage());
    }

    @Test
    void what_is_no_descriptor_is_refused() {
        assertThrows(IOException.class, () -> read("<"));
        assertThrows(IOException.class, () -> Descriptor.read(new ByteArrayInputStream(new byte[0])));
    }
}
