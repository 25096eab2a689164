package dev.parley.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** The tables, brought to their newest version. The scripts are named here, because containers hide folders in many ways. */
final class Schema {
    private static final List<LoadableResource> SCRIPTS = List.of(
            new Script("V1__chat.sql"), new Script("V2__file_use.sql"), new Script("V3__accounts.sql"),
            new Script("V4__moderation.sql"), new Script("V5__waiting_files.sql"));

    /** Held, because the log manager lets go of loggers that nobody holds. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Schema() {}

    /** @throws org.flywaydb.core.api.FlywayException if the database cannot be reached or is not as it must be */
    static void migrate(DataSource database) {
        if (FLYWAY.getLevel() == null) {
            FLYWAY.setLevel(Level.WARNING); // says five lines for each start otherwise
        }
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .table("chat_schema_history")
                // others may have tables beside ours
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .resourceProvider(new Scripts())
                .javaMigrationClassProvider(List::of)
                .load()
                .migrate();
    }

    private static final class Scripts implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return SCRIPTS.stream()
                    .filter(script -> script.getFilename().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return SCRIPTS.stream()
                    .filter(script -> script.getFilename().startsWith(prefix))
                    .filter(script -> Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
                    .toList();
        }
    }

    private static final class Script extends LoadableResource {
        private final String name;

        Script(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream script = Schema.class.getResourceAsStream(name)) {
                return new StringReader(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
