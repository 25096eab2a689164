package dev.parley.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Tomcat as it comes from its makers, and the administrator's scripts of {@code server-config}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for a Unix shell")
class StockTomcatIT {

    @TempDir
    private Path directory;

    @Test
    void tomcat_11_serves_the_war_with_the_scripts_of_server_config() throws Exception {
        Path output = directory.resolve("output");
        var builder = new ProcessBuilder("bash", "server-config/try-stock.sh", "tomcat11")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process script = builder.start();
        try {
            assertTrue(script.waitFor(5, TimeUnit.MINUTES), () -> read(output));
            assertEquals(0, script.exitValue(), () -> read(output));
        } finally {
            script.destroy();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
