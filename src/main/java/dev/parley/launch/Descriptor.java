package dev.parley.launch;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What we use of a deployment descriptor. Immutable.
 *
 * @param parameters of the application, by name
 * @param mimeTypes by extension
 * @param welcomeFiles names, the best first
 */
record Descriptor(Map<String, String> parameters, Map<String, String> mimeTypes, List<String> welcomeFiles) {
    /** Besides those we read: what only people read, what is said of files that we do not serve anyhow, and names of roles. */
    private static final Set<String> HARMLESS = Set.of(
            "display-name",
            "description",
            "icon",
            "context-param",
            "mime-mapping",
            "welcome-file-list",
            "security-role");

    static final Descriptor EMPTY = new Descriptor(Map.of(), Map.of(), List.of());

    Descriptor {
        parameters = Map.copyOf(parameters);
        mimeTypes = Map.copyOf(mimeTypes);
        welcomeFiles = List.copyOf(welcomeFiles);
    }

    /** @throws IOException if it is no such descriptor */
    static Descriptor read(InputStream content) throws IOException {
        try {
            DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = parsers.newDocumentBuilder().parse(content);
            refuseOthers(elements(document.getDocumentElement().getChildNodes()));
            return new Descriptor(
                    pairs(document, "context-param", "param-name", "param-value"),
                    pairs(document, "mime-mapping", "extension", "mime-type"),
                    elements(document.getElementsByTagName("welcome-file")).stream()
                            .map(each -> each.getTextContent().strip())
                            .toList());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("WEB-INF/web.xml cannot be read: " + e.getMessage(), e);
        }
    }

    /** A rule that was silently dropped could be the one that keeps people out. */
    private static void refuseOthers(List<Element> said) throws IOException {
        for (Element each : said) {
            boolean isOurs = each.getNodeName().equals("security-constraint")
                    && elements(each.getElementsByTagName("url-pattern")).stream()
                            .allMatch(pattern -> pattern.getTextContent().strip().equals("/org/*"));
            if (!HARMLESS.contains(each.getNodeName()) && !isOurs) {
                throw new IOException(
                        "WEB-INF/web.xml has <" + each.getNodeName() + ">, of which --server tomcat alone takes notice");
            }
        }
    }

    private static Map<String, String> pairs(Document document, String element, String name, String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        elements(document.getElementsByTagName(element)).forEach(each -> pairs.put(text(each, name), text(each, value)));
        return pairs;
    }

    private static String text(Element element, String name) {
        return elements(element.getElementsByTagName(name)).stream()
                .findFirst()
                .map(each -> each.getTextContent().strip())
                .orElse("");
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }
}
