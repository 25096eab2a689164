package dev.parley.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where data lies when nobody says where: beside the container's own, and never where it is deleted with the next start. */
final class DataFolder {
    /** Of Tomcat, Payara Server and WildFly. {@code java -jar} and Payara Micro have temporary ones. */
    private static final List<String> INSTANCES =
            List.of("catalina.base", "com.sun.aas.instanceRoot", "jboss.server.data.dir");

    private DataFolder() {}

    /**
     * @param properties of the system
     * @param contextPath two applications of one container have different folders
     */
    static Path of(UnaryOperator<String> properties, String contextPath) {
        return base(properties).resolve("parley-data" + contextPath);
    }

    private static Path base(UnaryOperator<String> properties) {
        Path temporary = Path.of(properties.apply("java.io.tmpdir")).toAbsolutePath();
        for (String name : INSTANCES) {
            String instance = properties.apply(name);
            if (instance != null && !Path.of(instance).toAbsolutePath().startsWith(temporary)) {
                return Path.of(instance).toAbsolutePath();
            }
        }
        Path here = Path.of(properties.apply("user.dir"));
        return Files.isWritable(here) ? here : Path.of(properties.apply("user.home"));
    }
}
