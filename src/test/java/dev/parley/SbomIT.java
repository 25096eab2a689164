package dev.parley;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The document that says what the WAR is made of. */
class SbomIT {

    @Test
    void every_library_of_the_war_is_named_with_its_version() throws IOException {
        try (ZipFile war = new ZipFile(System.getProperty("war.file"))) {
            Set<String> named = document(war).getJsonArray("components").getValuesAs(JsonObject.class).stream()
                    .map(component -> component.getString("name") + "-" + component.getString("version") + ".jar")
                    .collect(Collectors.toSet());
            Set<String> libraries = war.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertFalse(libraries.isEmpty());
            libraries.removeAll(named);
            assertEquals(Set.of(), libraries, "without a name");
        }
    }

    private static JsonObject document(ZipFile war) throws IOException {
        ZipEntry entry = war.getEntry("WEB-INF/classes/META-INF/sbom/parley.cdx.json");
        try (JsonReader reader = Json.createReader(new InputStreamReader(war.getInputStream(entry), UTF_8))) {
            JsonObject document = reader.readObject();
            assertEquals("CycloneDX", document.getString("bomFormat"));
            return document;
        }
    }
}
