package dev.parley.chat.store;

import dev.parley.Folders;
import dev.parley.storage.Database;
import dev.parley.storage.Drivers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL 15, which can be killed and started again where it was. */
final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private EmbeddedPostgres server;

    private PostgresServer(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    static PostgresServer start() throws IOException {
        boolean isAboard = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
        Assumptions.assumeTrue(isAboard || System.getenv("CI") != null, "the tests bring PostgreSQL for Linux on amd64 alone");
        Drivers.add("org.postgresql.Driver"); // which the server's starter needs, and which closed databases have removed
        Path folder = Files.createTempDirectory("parley-postgres-");
        return new PostgresServer(folder, builder(folder).start());
    }

    private static EmbeddedPostgres.Builder builder(Path folder) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on") // as everywhere but in this starter
                .setServerConfig("fsync", "off") // a killed process loses nothing for that, only a machine without power
                .setPGStartupWait(PATIENCE);
    }

    /** The address of a new, empty database. */
    String newDatabase() throws SQLException {
        String name = "chat" + COUNT.incrementAndGet();
        try (Database first = open(url("postgres"));
                Connection connection = first.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(name);
    }

    private String url(String name) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    static Database open(String url) {
        return Database.at(url, "postgres", "postgres");
    }

    /** {@code kill -9} for all of its processes: nothing is said to anybody, nothing is written. */
    void kill() throws IOException, InterruptedException {
        long id = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(id).orElseThrow();
        List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds("it is dead", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** At the same address, with what it had. */
    void startAgain() throws IOException {
        int port = server.getPort();
        Drivers.add("org.postgresql.Driver");
        server.close(); // lets go of its lock
        server = builder(folder).setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Folders.delete(folder);
    }
}
