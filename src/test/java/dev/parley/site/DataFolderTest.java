package dev.parley.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path here;

    private Path of(Map<String, String> properties, String contextPath) {
        Map<String, String> system = Map.of("java.io.tmpdir", "/tmp", "user.dir", here.toString(), "user.home", "/home/ann");
        return DataFolder.of(name -> properties.getOrDefault(name, system.get(name)), contextPath);
    }

    @Test
    void it_is_beside_the_data_of_tomcat_payara_and_wildfly() {
        assertEquals(Path.of("/srv/tomcat/parley-data/chat"), of(Map.of("catalina.base", "/srv/tomcat"), "/chat"));
        assertEquals(
                Path.of("/srv/domain1/parley-data"), of(Map.of("com.sun.aas.instanceRoot", "/srv/domain1"), ""));
        assertEquals(
                Path.of("/srv/wildfly/standalone/data/parley-data/chat"),
                of(Map.of("jboss.server.data.dir", "/srv/wildfly/standalone/data"), "/chat"));
    }

    @Test
    void it_is_in_the_working_directory_if_the_instance_is_a_temporary_one() {
        assertEquals(here.resolve("parley-data"), of(Map.of("catalina.base", "/tmp/parley-1"), ""));
        assertEquals(here.resolve("parley-data"), of(Map.of(), ""));
    }

    @Test
    void it_is_at_home_if_the_working_directory_cannot_be_written_to() {
        assertEquals(Path.of("/home/ann/parley-data"), of(Map.of("user.dir", here.resolve("absent").toString()), ""));
    }
}
